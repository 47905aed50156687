import type { LineId } from '../call/ids.ts';
import type { Problem } from '../call/problem.ts';

export type Operation = 'reject' | 'text';

export type Outcome = {
  readonly is: string;
  readonly problem?: Problem;
  readonly retryAfterMs?: number;
  readonly ofOurDoing?: true;
};

/**
 * Limits the requests of this process to each line's provider, separately for each line:
 * a concurrency limit with a bounded queue, rejects before texts; a circuit breaker; and a hold-off after `Retry-After`.
 * A hold-off for texts does not delay rejects.
 */
export interface RequestLimiter {
  run<Answer extends Outcome>(
    line: LineId,
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
