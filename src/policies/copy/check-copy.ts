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
 * Contradictions between a line's policies and its copy, because of which a text would never be sent. Checks the raw
 * input, so that these problems are reported together with those of the readers.
 */
export function checkCopy(policies: unknown, copy: unknown, opening: OpeningAhead): ReadProblem[] {
  const asking = itemsOf(startReading(policies, 'policies')).map(askingOf);
  const copies = itemsOf(readField(startReading(copy ?? {}, 'copy'), 'copies'));
  const written = copies.map((one) => readField(one, 'key')).filter(isText);
  return [
    ...unwritten(asking, written),
    ...unasked(asking, written),
    ...(opening === 'open' || opening === 'at'
      ? onlyWhileOpen(asking, copies).flatMap((one) => withoutOpening(one, 'open-then'))
      : copies.flatMap((one) => withoutOpening(one, opening))),
  ];
}

export type OpeningAhead = Opening['is'] | 'never-closes';

interface Asking {
  /** An enforced policy with opening hours: while the line is closed it rejects. */
  readonly keepsHours: boolean;
  /** The copy key for callers who ring while all agents are busy, if the policy texts them. */
  readonly busyText?: unknown;
  /** The copy keys for its other cases, as far as it names them or they differ from its kind. */
  readonly otherTexts: readonly unknown[];
  /** The copy keys that the policy names. */
  readonly named: readonly Place[];
  /** The place of a `RING_AND_TEXT` that names no copy. */
  readonly ringsAndTexts?: Place;
}

function askingOf(policy: Place): Asking {
  const presence = readField(policy, 'presence');
  const whenBusy = readField(presence, 'whenBusy');
  const busyCopyKey = readField(presence, 'busyCopyKey');
  const isUnnamed = whenBusy.value === 'RING_AND_TEXT' && !isGiven(busyCopyKey);
  const isEnforced = readField(policy, 'mode').value !== 'OBSERVE';
  const busyKey = isGiven(busyCopyKey) ? busyCopyKey.value : everybodyBusy;
  const textsBusy = whenBusy.value === 'RING_AND_TEXT';
  return {
    keepsHours: isEnforced && isGiven(readField(policy, 'quietHours')),
    ...(textsBusy && { busyText: busyKey }),
    otherTexts: [
      readField(policy, 'copyKey').value,
      ...(isGiven(presence) && !textsBusy ? [busyKey] : []),
    ],
    named: [readField(policy, 'copyKey'), busyCopyKey].filter(isText),
    ...(isUnnamed && { ringsAndTexts: whenBusy }),
  };
}

const everybodyBusy = 'everybody-busy';

/** Copy that a policy asks for and that does not exist: the caller would get another text, or none. */
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

/** Bypass lists send no texts, and presence has a copy for each of its two cases. */
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

/** Of those who are rejected, or had gone. */
const keysOfRejected: readonly unknown[] = [
  ...Object.keys(kindsThatText),
  'nobody-online',
  callerGone,
  ...rejectReasons,
];
const knownKeys: readonly string[] = [
  ...Object.keys(kindsThatText),
  ...['nobody-online', everybodyBusy, callerGone],
  ...rejectReasons,
];

/** Copy that no policy asks for, mostly because of a typing error in its key. */
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
    return [{ path, message: `"${key}" is not used by any policy: ${remedy}` }];
  });
}

/**
 * Copy that is only for callers who ring while all agents are busy. With enforced opening hours they ring while the line is
 * open, apart from those whom a cap lets ring at night.
 */
function onlyWhileOpen(asking: readonly Asking[], copies: readonly Place[]): Place[] {
  if (!asking.some(({ keepsHours }) => keepsHours)) return [];
  const busy = asking.map(({ busyText }) => busyText);
  const others = [...asking.flatMap(({ otherTexts }) => otherTexts), ...keysOfRejected];
  return copies.filter((copy) => {
    const key = readField(copy, 'key').value;
    return busy.includes(key) && !others.includes(key);
  });
}

const whyNoOpening = {
  'no-hours': 'no policy of the line has opening hours (`quietHours`)',
  never: 'the line never opens within a year',
  'never-closes': 'the line never closes',
  'open-then': 'it is for callers who ring while the line is open (`quietHours`)',
} as const;

function withoutOpening(copy: Place, opening: keyof typeof whyNoOpening): ReadProblem[] {
  const texts = itemsOf(readField(copy, 'variants'))
    .flatMap((variant) => itemsOf(readField(variant, 'texts')))
    .map((text) => readField(text, 'text'));
  return texts
    .filter((text) => isText(text) && tellsOpening(String(text.value)))
    .map(({ path }) => ({
      path,
      message: `{nextOpening} can never be filled in, so no text would be sent: ${whyNoOpening[opening]}`,
    }));
}

const most = 100;

/** Other problems of a list are reported by its reader. */
function itemsOf(place: Place): Place[] {
  return Array.isArray(place.value) ? readItems({ ...place, problems: [] }, { max: most }) : [];
}

function isText({ value }: Place): boolean {
  return typeof value === 'string' && value !== '';
}
