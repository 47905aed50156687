import type { LineId } from '../call/ids.ts';
import type { Problem } from '../call/problem.ts';
import type { ProviderName } from '../providers/provider.ts';

export type Operation = 'reject' | 'text';

/** The line that a request is for. */
export interface LineAt {
  readonly id: LineId;
  readonly provider: ProviderName;
}

/** What the limiter reads of an outcome. */
export type Outcome = {
  readonly is: string;
  readonly problem?: Problem;
  readonly retryAfterMs?: number;
  /** The cause is this service, so the circuit breaker does not count the outcome against the provider. */
  readonly ofOurDoing?: true;
};

/**
 * Limits the requests of this process to a provider, separately for each line, by a concurrency limit with a bounded queue
 * in which rejects go before texts, a circuit breaker for each operation, and a hold-off after `Retry-After`.
 * A hold-off for rejects also delays texts, but not the reverse.
 */
export interface RequestLimiter {
  run<Answer extends Outcome>(
    line: LineAt,
    operation: Operation,
    send: () => Promise<Answer>,
  ): Promise<Answer | NotAdmitted>;
  /** How many circuit breakers are open: one for each line and operation. */
  openBreakers(): number;
}

/** The limiter did not send the request. */
export interface NotAdmitted {
  readonly is: 'not-done';
  readonly problem: Problem;
  readonly retryAfterMs?: number;
}
