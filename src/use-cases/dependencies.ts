import type { ErasureKeys } from '../access/erasure-keys.ts';
import type { RateLimits } from '../access/rate-limits.ts';
import type { Actor } from '../call/actor.ts';
import type { CallId, LineId } from '../call/ids.ts';
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
  /** Limits our requests to providers. */
  readonly limiter: RequestLimiter;
  readonly crm: Crm;
  readonly background: Background;
  readonly log: Log;
  /** The database's time, because the clocks of processes differ. */
  readonly now: () => Date;
  readonly timing: Timing;
  /** Limits the requests of clients and the webhooks. */
  readonly rateLimits: RateLimits;
  readonly erasureKeys: ErasureKeys;
  readonly tracing?: Tracing | undefined;
  /** Wakes the pool that carries out effects (requests to providers) of this kind after this delay. */
  readonly onDue: (kind: EffectKind, delayMs: number) => void;
}

export interface Timing {
  /** How long one request to a provider may take. */
  readonly attemptTimeoutMs: number;
  /** How long a process owns an effect that it has claimed: longer than an attempt and its time in the limiter's queue. */
  readonly leaseMs: number;
}

/** Tells a tracing system what was done for a call. It is absent if tracing is off, so that tracing costs nothing then. */
export interface Tracing {
  /** A signal about a call was recorded. */
  sawSignal(signal: TracedSignal): void;
  /** Carries out an attempt at an effect within a span. */
  attempt<Done>(attempt: TracedAttempt, carryOut: () => Promise<Done>): Promise<Done>;
}

export interface TracedSignal {
  readonly callId: CallId;
  readonly lineId: LineId;
  readonly by: Actor;
  /** What the signal says, such as `ringing`. */
  readonly what: string;
  readonly receivedAt: Date;
  readonly recordedAt: Date;
}

export interface TracedAttempt {
  readonly callId: CallId;
  readonly lineId: LineId;
  readonly effectId: string;
  readonly kind: string;
  readonly number: number;
}
