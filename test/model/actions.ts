import fc from 'fast-check';
import type { SignalKind } from '../../src/call/signal.ts';
import { type Mood, moods } from './carrier.ts';
import { type Harm, type Point, points } from './traps.ts';

/** One thing that happens in the world of the model. Processes, calls and earlier things are meant by number. */
export type Action =
  | { readonly is: 'ring'; readonly by: number; readonly call: number; readonly agoMs: number }
  | {
      readonly is: 'signal';
      readonly by: number;
      readonly call: number;
      readonly kind: SignalKind;
      readonly agoMs: number;
      readonly late: boolean;
      /** It is no word of the carrier: its list of calls has this one no longer. */
      readonly inferred?: true;
    }
  | { readonly is: 'deliver again'; readonly by: number; readonly nth: number }
  | {
      readonly is: 'reject';
      readonly by: number;
      readonly call: number;
      readonly key: number | null;
      readonly text: boolean;
    }
  | { readonly is: 'the carrier'; readonly mood: Mood }
  | { readonly is: 'the silent carrier'; readonly mood: Mood }
  | { readonly is: 'time passes'; readonly ms: number }
  | { readonly is: 'recover'; readonly by: number }
  | { readonly is: 'pass ring limits'; readonly by: number }
  | { readonly is: 'trap'; readonly of: number; readonly point: Point; readonly harm: Harm }
  | { readonly is: 'the kill switch'; readonly on: boolean }
  | { readonly is: 'thaw'; readonly of: number }
  | { readonly is: 'die'; readonly of: number };

const by = fc.nat({ max: 1 });
const call = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);

const signalKind = fc.constantFrom<SignalKind>(
  { is: 'ringing' },
  { is: 'answered' },
  { is: 'rejected' },
  { is: 'rejected-or-over' },
  { is: 'missed', because: 'CALLER_HUNG_UP' },
  { is: 'missed', because: 'RANG_OUT' },
  { is: 'ended', because: 'COMPLETED' },
  { is: 'over', because: 'UNKNOWN' },
  { is: 'failed' },
  { is: 'released' },
  { is: 'noted', what: 'something else' },
);

const goneFromList = {
  is: 'signal',
  kind: { is: 'released' },
  agoMs: 0,
  late: true,
  inferred: true,
} as const;

/** Where it matters most: around the commit and around the answer. */
const oftenAt = [
  'before record',
  'after record',
  'after the provider processed it',
  'after the answer',
] as const;

const trap = fc
  .record({
    is: fc.constant('trap' as const),
    of: by,
    point: fc.constantFrom(...points, ...oftenAt),
    harm: fc.constantFrom<Harm>('dies', 'freezes', 'stalls'),
  })
  // Between the last look at the lease and the request there is nothing at which to stop.
  .filter(({ point, harm }) => point !== 'before the request' || harm !== 'freezes');

const unacknowledged = fc.record({
  is: fc.constant('trap' as const),
  of: by,
  point: fc.constant('after record' as const),
  harm: fc.constant('loses the acknowledgement' as const),
});

const words = <Name extends string>(is: Name) => fc.constant(is);

/** Whatever may happen; what happens often in the wild happens often here. */
export const actions: readonly { weight: number; arbitrary: fc.Arbitrary<Action> }[] = [
  {
    weight: 5,
    arbitrary: fc.record({
      is: words('ring'),
      by,
      call,
      agoMs: fc.constantFrom(0, 0, 0, 0, 3000, 60_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: words('signal'),
      by,
      call,
      kind: signalKind,
      agoMs: fc.constantFrom(0, 0, 5000, 60_000),
      late: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ by, call }).map((about): Action => ({ ...goneFromList, ...about })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: words('deliver again'), by, nth: fc.nat({ max: 5 }) }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      is: words('reject'),
      by,
      call,
      key: fc.constantFrom(null, null, 0, 1),
      text: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ is: words('the carrier'), mood: fc.constantFrom(...moods) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: words('the silent carrier'), mood: fc.constantFrom(...moods) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      is: words('time passes'),
      ms: fc.constantFrom(1000, 1000, 3000, 6000, 6000, 46_000),
    }),
  },
  { weight: 5, arbitrary: fc.record({ is: words('recover'), by }) },
  { weight: 1, arbitrary: fc.record({ is: words('pass ring limits'), by }) },
  {
    weight: 2,
    arbitrary: fc.record({ is: words('the kill switch'), on: fc.boolean() }),
  },
  { weight: 6, arbitrary: trap },
  { weight: 2, arbitrary: unacknowledged },
  { weight: 2, arbitrary: fc.record({ is: words('thaw'), of: by }) },
  { weight: 1, arbitrary: fc.record({ is: words('die'), of: by }) },
];

const mood = fc.constantFrom(...moods);
const reject = { is: 'reject', by: 0, call: 0, key: null, text: true } as const;

/** One process is stopped over its work for so long that another one takes it. */
const overtaken = fc
  .record({ first: mood, second: mood, point: fc.constantFrom(...oftenAt) })
  .map(({ first, second, point }): Action[] => [
    { is: 'the carrier', mood: first },
    { is: 'the carrier', mood: second },
    reject,
    { is: 'trap', of: 0, point, harm: 'freezes' },
    { is: 'recover', by: 0 },
    { is: 'time passes', ms: 6000 },
    { is: 'recover', by: 1 },
  ]);

/** The same at the first attempt. */
const overtakenAtOnce = fc
  .record({ first: mood, second: mood, point: fc.constantFrom(...oftenAt) })
  .map(({ first, second, point }): Action[] => [
    { is: 'the carrier', mood: first },
    { is: 'the carrier', mood: second },
    { is: 'trap', of: 0, point, harm: 'freezes' },
    reject,
    { is: 'time passes', ms: 6000 },
    { is: 'recover', by: 1 },
  ]);

const isRejected = { is: 'signal', by: 1, call: 0, agoMs: 0, late: false } as const;
const rejectedBySomebody = fc.constantFrom<SignalKind>(
  ...[
    { is: 'rejected' } as const,
    { is: 'rejected-or-over' } as const,
    { is: 'released' } as const,
  ],
);

/** An end that may be ours is told while the first answer is missing, and then it comes. */
const answeredLate = fc
  .record({ first: mood, second: mood, kind: rejectedBySomebody, again: fc.boolean() })
  .map(({ first, second, kind, again }): Action[] => [
    { is: 'the carrier', mood: first },
    { is: 'the carrier', mood: second },
    { is: 'trap', of: 0, point: 'after the answer', harm: 'freezes' },
    reject,
    { is: 'time passes', ms: 6000 },
    ...(again ? [{ is: 'recover', by: 1 } as const] : []),
    { ...isRejected, kind },
    { is: 'thaw', of: 0 },
  ]);

/** The call is gone from the carrier's list while the answer is missing, and then perhaps its end is told, before or after the answer. */
const goneMeanwhile = fc
  .record({
    answer: mood,
    told: fc.constantFrom<SignalKind>({ is: 'released' }, { is: 'answered' }),
    when: fc.constantFrom('before', 'after', 'never'),
  })
  .map(({ answer, told, when }): Action[] => {
    const says: Action = { ...isRejected, kind: told };
    return [
      { is: 'the carrier', mood: 'is silent' },
      reject,
      { ...goneFromList, by: 1, call: 0 },
      ...(when === 'before' ? [says] : []),
      { is: 'the silent carrier', mood: answer },
      ...(when === 'after' ? [says] : []),
    ];
  });

/** A client that sends its wish again under the same key, whatever became of the first. */
const repeated = mood.map((first): Action[] => [
  { is: 'the carrier', mood: first },
  { ...reject, key: 0 },
  { ...reject, key: 0, by: 1 },
]);

const ring = (number: number): Action => ({ is: 'ring', by: 0, call: number, agoMs: 0 });
const recoverOnce: Action = { is: 'recover', by: 0 };
const pass = (ms: number): Action => ({ is: 'time passes', ms });

/** What may hold the text of a policy back comes about between the decision and the text. */
const heldBack = fc.constantFrom<Action[]>(
  [ring(1), { is: 'the kill switch', on: true }, recoverOnce],
  [ring(1), recoverOnce, pass(3000), ring(1), recoverOnce],
  [ring(1), ring(3), recoverOnce, recoverOnce, pass(11_000), ring(1), recoverOnce],
);

/** What comes before everything else: often something that would rarely come about by chance. */
export const preludes = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Action[]>([]) },
  { weight: 1, arbitrary: overtaken },
  { weight: 2, arbitrary: overtakenAtOnce },
  { weight: 1, arbitrary: answeredLate },
  { weight: 1, arbitrary: goneMeanwhile },
  { weight: 1, arbitrary: repeated },
  { weight: 1, arbitrary: heldBack },
);

export function sayAction(action: Action): string {
  const { is, ...rest } = action;
  return `${is} ${JSON.stringify(rest)}`;
}
