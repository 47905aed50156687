import type { Database } from '../db/connection/database.ts';
import type { EffectKind } from '../db/effects/effects.ts';
import type { Feed } from '../feed/feed.ts';
import type { Log } from '../log.ts';
import type { Background } from './background.ts';
import type { Crm } from './crm.ts';
import type { LineBook } from './loaded-line.ts';
import type { LineGate } from './request-limiter.ts';

/** What the use cases work with. */
export interface Parts {
  readonly db: Database;
  readonly feed: Feed;
  readonly lineBook: LineBook;
  readonly gate: LineGate;
  readonly crm: Crm;
  readonly background: Background;
  readonly log: Log;
  readonly now: () => Date;
  readonly timing: Timing;
  /** Work of this kind will be due after this delay: somebody should look then. */
  readonly onDue: (kind: EffectKind, delayMs: number) => void;
}

export interface Timing {
  /** How long one request to a provider may take. */
  readonly attemptTimeoutMs: number;
  /** How long work belongs to whoever took it: longer than an attempt and its wait for a turn. */
  readonly leaseMs: number;
}
