import { rejectReasons } from '../../call/rejection.ts';
import type { Opening } from '../opens-next.ts';
import type { PolicyKind } from '../policy.ts';
import {
  isGiven,
  type Place,
  type ReadProblem,
  readField,
  readItems,
  startReading,
} from '../reading.ts';
import { closest } from './closest.ts';
import { callerGone } from './copy-set.ts';
import { tellsOpening } from './placeholders.ts';

/**
 * What is wrong between a line's policies and its copy, so that a text would never be sent. Goes by what was given, not
 * by what could be read of it, so that all problems are told at once.
 */
export function checkCopy(policies: unknown, copy: unknown, opening: Opening['is']): ReadProblem[] {
  const asking = itemsOf(startReading(policies, 'policies')).map(askingOf);
  const copies = itemsOf(readField(startReading(copy ?? {}, 'copy'), 'copies'));
  const written = copies.map((one) => readField(one, 'key')).filter(isText);
  return [
    ...unwritten(asking, written),
    ...unasked(asking, written),
    ...(opening === 'no-hours' || opening === 'never'
      ? copies.flatMap((one) => withoutOpening(one, opening))
      : []),
  ];
}

interface Asking {
  /** What the operator names. */
  readonly named: readonly Place[];
  /** Where it asks for a text of everybody who is let ring, without naming the copy. */
  readonly ringsAndTexts?: Place;
}

function askingOf(policy: Place): Asking {
  const presence = readField(policy, 'presence');
  const whenBusy = readField(presence, 'whenBusy');
  const busyCopyKey = readField(presence, 'busyCopyKey');
  const isUnnamed = whenBusy.value === 'RING_AND_TEXT' && !isGiven(busyCopyKey);
  return {
    named: [readField(policy, 'copyKey'), busyCopyKey].filter(isText),
    ...(isUnnamed && { ringsAndTexts: whenBusy }),
  };
}

const everybodyBusy = 'everybody-busy';

/** Policies that ask for a copy which nobody has written: without this the caller would be told something else, or nothing. */
function unwritten(asking: readonly Asking[], written: readonly Place[]): ReadProblem[] {
  const keys = written.map(({ value }) => value);
  const list = keys.length === 0 ? 'none is' : `written are: ${keys.join(', ')}`;
  return asking.flatMap(({ named, ringsAndTexts }) => [
    ...named
      .filter(({ value }) => !keys.includes(value))
      .map(({ path, value }) => ({
        path,
        message: `names the copy "${value}", which is not written; ${list}`,
      })),
    ...(ringsAndTexts && !keys.includes(everybodyBusy)
      ? [{ path: ringsAndTexts.path, message: needsBusyCopy }]
      : []),
  ]);
}

const needsBusyCopy = `is RING_AND_TEXT, and the text is not written: write the copy "${everybodyBusy}", or name another as \`busyCopyKey\``;

/** Bypass lists never text, and presence has a copy for each of its two cases. */
const kindsThatText: Readonly<Record<Exclude<PolicyKind, 'bypass' | 'presence'>, true>> = {
  'blocked-caller': true,
  'vip-perimeter': true,
  'quiet-hours': true,
  'frequency-throttle': true,
  'conversation-first': true,
  'safety-valve': true,
  'already-in-a-call': true,
  'anonymous-caller': true,
};

const knownKeys: readonly string[] = [
  ...Object.keys(kindsThatText),
  ...['nobody-online', everybodyBusy, callerGone],
  ...rejectReasons,
];

/** Copy that nothing would ever ask for, most often because its key has a slip. */
function unasked(asking: readonly Asking[], written: readonly Place[]): ReadProblem[] {
  const named = asking.flatMap((one) => one.named.map(({ value }) => String(value)));
  const known = [...knownKeys, ...named];
  return written.flatMap(({ path, value }) => {
    const key = String(value);
    if (known.includes(key)) return [];
    const meant = closest(key, known);
    const remedy = meant
      ? `did you mean "${meant}"?`
      : `name it as the \`copyKey\` of a policy, or take one of ${knownKeys.join(', ')}`;
    return [{ path, message: `"${key}" is asked for by nothing: ${remedy}` }];
  });
}

const whyNoOpening = {
  'no-hours': 'no policy of the line has opening hours (`quietHours`)',
  never: 'the line never opens within a year',
} as const;

function withoutOpening(copy: Place, opening: keyof typeof whyNoOpening): ReadProblem[] {
  const texts = itemsOf(readField(copy, 'variants'))
    .flatMap((variant) => itemsOf(readField(variant, 'texts')))
    .map((text) => readField(text, 'text'));
  return texts
    .filter((text) => isText(text) && tellsOpening(String(text.value)))
    .map(({ path }) => ({
      path,
      message: `{nextOpening} can never be filled in, so nobody would be texted: ${whyNoOpening[opening]}`,
    }));
}

const most = 100;

/** Whatever else is wrong with a list has been told by those who read it. */
function itemsOf(place: Place): Place[] {
  return Array.isArray(place.value) ? readItems({ ...place, problems: [] }, { max: most }) : [];
}

function isText({ value }: Place): boolean {
  return typeof value === 'string' && value !== '';
}
