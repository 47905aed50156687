import type { Database } from '../db/connection/database.ts';
import type { EffectKind } from '../db/effects/claim-effects.ts';
import type { Feed } from '../feed/feed.ts';
import type { Log } from '../log.ts';
import type { Background } from './background.ts';
import type { Crm } from './crm.ts';
import type { LineCache } from './loaded-line.ts';
import type { RequestLimiter } from './request-limiter.ts';

export interface Dependencies {
  readonly db: Database;
  readonly feed: Feed;
  readonly lineCache: LineCache;
  readonly limiter: RequestLimiter;
  readonly crm: Crm;
  readonly background: Background;
  readonly log: Log;
  readonly now: () => Date;
  readonly timing: Timing;
  /** Wakes the pool that carries out effects of this kind after this delay. */
  readonly onDue: (kind: EffectKind, delayMs: number) => void;
}

export interface Timing {
  /** How long one request to a provider may take. */
  readonly attemptTimeoutMs: number;
  /** How long a process owns an effect that it has claimed: longer than an attempt and its time in the limiter's queue. */
  readonly leaseMs: number;
}
