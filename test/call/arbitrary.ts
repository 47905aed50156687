import fc from 'fast-check';
import type { Problem } from '../../src/call/problem.ts';
import type { RejectOutcome } from '../../src/call/rejection.ts';
import type { SignalKind } from '../../src/call/signal.ts';
import type { Happening } from './world.ts';

const problem: Problem = { kind: 'CALL_NOT_FOUND', message: 'gone' };

const signalKind = fc.constantFrom<SignalKind>(
  { is: 'ringing' },
  { is: 'answered' },
  { is: 'rejected' },
  { is: 'rejected-or-over' },
  { is: 'missed', because: 'CALLER_HUNG_UP' },
  { is: 'missed', because: 'RANG_OUT' },
  { is: 'ended', because: 'COMPLETED' },
  { is: 'ended', because: 'UNKNOWN' },
  { is: 'failed' },
  { is: 'released' },
  { is: 'noted', what: 'something else' },
);

const outcome = fc.constantFrom<RejectOutcome>(
  { is: 'done', certainty: 'CONFIRMED' },
  { is: 'done', certainty: 'ACCEPTED' },
  { is: 'done', certainty: 'BEST_EFFORT' },
  { is: 'under-way' },
  { is: 'already-over', inferred: true, problem },
  { is: 'already-over', inferred: false, problem },
  { is: 'already-over', inferred: false, problem, told: { is: 'rejected' } },
  { is: 'already-over', inferred: false, problem, told: { is: 'answered' } },
  { is: 'refused', problem },
  { is: 'not-done', problem },
  { is: 'not-done', problem },
  { is: 'not-done', problem, retryAfterMs: 300_000 },
  { is: 'unknown', problem },
  { is: 'unknown', problem },
);

const signal = fc.record({
  is: fc.constant('signal' as const),
  kind: signalKind,
  agoMs: fc.constantFrom(0, 0, 1000, 60_000),
  late: fc.constantFrom(false, false, false, true),
});

const gone: Happening = {
  is: 'signal',
  kind: { is: 'released' },
  agoMs: 0,
  late: true,
  inferred: true,
};

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: signal },
  { weight: 1, arbitrary: fc.constant(gone) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        is: fc.constant('reject' as const),
        followUp: fc.constant({ text: 'Please write to us.' }),
      },
      { requiredKeys: ['is'] },
    ),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('answer' as const), outcome }) },
  { weight: 2, arbitrary: fc.constant({ is: 'ask again' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('text' as const),
      ending: fc.constantFrom(
        { is: 'sent' } as const,
        { is: 'not-sent', reason: 'REFUSED_BY_PROVIDER', problem } as const,
        { is: 'unknown', problem } as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('time passes' as const),
      ms: fc.constantFrom(1, 5000, 50_000),
    }),
  },
);

const ringsFirst = fc
  .array(happening, { maxLength: 20 })
  .map((rest): Happening[] => [
    { is: 'signal', kind: { is: 'ringing' }, agoMs: 0, late: false },
    ...rest,
  ]);

/** Whatever may happen to a call, in any order; half of them ring first, as calls do. */
export const happenings = fc.oneof(fc.array(happening, { maxLength: 20 }), ringsFirst);
