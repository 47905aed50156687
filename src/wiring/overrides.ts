import type { StatementObserver } from '../db/connection/database.ts';
import type { OpenLimits } from '../db/connection/open-database.ts';
import type { Timing } from '../graphql/timing.ts';
import type { RootLog } from '../log.ts';
import type { AdmissionLimits } from '../use-cases/admission/admission.ts';

/** What tests and the demo set differently. */
export interface Overrides {
  readonly log?: RootLog;
  readonly now?: () => Date;
  readonly observeStatement?: StatementObserver;
  readonly attemptTimeoutMs?: number;
  readonly leaseMs?: number;
  readonly rememberMs?: number;
  /** DNS servers for the hosts of providers, in place of those of this machine. */
  readonly nameServers?: readonly string[];
  /** The last use of keys is written so often. */
  readonly keyUsesMs?: number;
  readonly bufferCapacity?: number;
  readonly listenLeaseMs?: number;
  /** A line that only a change can help is tried again so often. */
  readonly hopelessMs?: number;
  readonly bridgePollMs?: number;
  readonly housekeepingMs?: number;
  readonly schemaWatchMs?: number;
  readonly limits?: Partial<OpenLimits>;
  readonly places?: AdmissionLimits;
  readonly sockets?: Partial<Timing>;
  /** For so long the database may be silent before this process says that it is not ready. */
  readonly silenceMs?: number;
  /** A transaction that holds the watermark back for longer is named in the log. */
  readonly heldTooLongMs?: number;
}
