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
 * What stands between this process and each line's provider: so many requests at once, rejects before texts,
 * none but a probe now and then while the provider is not there, and none while it asks the line to wait:
 * a limit on texts holds no reject up. One line's trouble stays its own.
 */
export interface LineGate {
  through<Answer extends Outcome>(
    line: LineId,
    operation: Operation,
    ask: () => Promise<Answer>,
  ): Promise<Answer | NotThrough>;
}

export interface NotThrough {
  readonly is: 'not-done';
  readonly problem: Problem;
  readonly retryAfterMs?: number;
}
