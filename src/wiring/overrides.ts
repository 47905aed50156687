import type { StatementObserver } from '../db/connection/database.ts';
import type { OpenLimits } from '../db/connection/open-database.ts';
import type { Timing } from '../graphql/timing.ts';
import type { RootLog } from '../log.ts';
import type { AdmissionLimits } from '../use-cases/admission/admission.ts';

/** Settings that only tests and the demo change. */
export interface Overrides {
  readonly log?: RootLog;
  readonly now?: () => Date;
  /** Called for each statement that is sent to the database. */
  readonly observeStatement?: StatementObserver;
  /** The deadline of one request to a provider. */
  readonly attemptTimeoutMs?: number;
  /** How long a process owns an effect (a request that a provider must get) that it has claimed. */
  readonly leaseMs?: number;
  /** A ring waits for the answer of an operator's customer database (CRM) for this long. */
  readonly crmDeadlineMs?: number;
  /** How long lines and API keys are cached. */
  readonly rememberMs?: number;
  /** DNS servers for the hosts of providers, instead of those of this machine. */
  readonly nameServers?: readonly string[];
  /** The interval at which the last use of keys is written. */
  readonly keyUsesMs?: number;
  /** How many of the newest events are kept in memory for subscribers. */
  readonly bufferCapacity?: number;
  /** How long a process owns the connection to a line's provider without renewing its claim. */
  readonly listenLeaseMs?: number;
  /** The pause before the next connection to a line's provider, if only a change of the account or its rights can solve the problem. */
  readonly hopelessMs?: number;
  /** The interval at which recording bridges, which are systems of tenants that record calls, are asked for their health. */
  readonly bridgePollMs?: number;
  /** The usual interval between two rounds that remove what is kept no longer. */
  readonly housekeepingMs?: number;
  /** The interval at which the database's schema is compared with that of this release. */
  readonly schemaWatchMs?: number;
  /** The interval at which the live processes are counted. */
  readonly processesMs?: number;
  /** The interval at which processes tell each other which seal keys they have. */
  readonly sharedKeysMs?: number;
  /** How long statements, migrations and starts wait for the database, and how many statements are in flight at most. */
  readonly limits?: Partial<OpenLimits>;
  /** How much work of each kind is admitted at the same time. */
  readonly places?: AdmissionLimits;
  /** The times of websockets, event streams and callbacks. */
  readonly sockets?: Partial<Timing>;
  /** If the database is silent for longer, this process reports that it is not ready. */
  readonly silenceMs?: number;
  /** If an open transaction keeps newer events from being delivered (it holds the watermark back) for longer, the log names it. */
  readonly heldTooLongMs?: number;
}
