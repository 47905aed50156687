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
 * Finds contradictions between a line's policies and its copy because of which a text would never be sent. Checks the raw
 * input, so that these problems are reported together with those of `readPolicies` and `readCopy`.
 */
export function checkCopy(policies: unknown, copy: unknown, opening: OpeningAhead): ReadProblem[] {
  const uses = itemsOf(startReading(policies, 'policies')).map(copyUseOf);
  const copies = itemsOf(readField(startReading(copy ?? {}, 'copy'), 'copies'));
  const keys = copies.map((copy) => readField(copy, 'key')).filter(isText);
  // A line that opens and closes has a next opening while it is closed, so only the texts for callers who ring while it is open cannot tell
  // it. Any other line never has one.
  const opensAndCloses = opening === 'open-now' || opening === 'opens-at';
  return [
    ...missingCopies(uses, keys),
    ...unusedCopies(uses, keys),
    ...(opensAndCloses
      ? onlyWhileOpen(uses, copies).flatMap((copy) => unfillable(copy, 'open-then'))
      : copies.flatMap((copy) => unfillable(copy, opening))),
  ];
}

/**
 * Whether a text could tell when the line opens next. `opens-at`: the line is closed now, and opens. `open-now`: it is open. All others
 * mean that the line never has a next opening (`whyNoOpening`).
 */
export type OpeningAhead = Opening['is'] | 'never-closes';

/** The copies that one policy of the input uses. */
interface CopyUse {
  /** An enforced policy with opening hours: while the line is closed it rejects. */
  readonly keepsHours: boolean;
  /** The copy key for callers who ring while all agents are busy, if the policy texts them. */
  readonly busyText?: unknown;
  /** The copy keys for callers whom the policy rejects. Except with `RING_AND_TEXT`, the busy copy is one of them. */
  readonly rejectTexts: readonly unknown[];
  /** The copy keys that the policy names. */
  readonly named: readonly Place[];
  /** The place of a `RING_AND_TEXT` that names no copy. */
  readonly ringsAndTexts?: Place;
}

function copyUseOf(policy: Place): CopyUse {
  const presence = readField(policy, 'presence');
  const whenBusy = readField(presence, 'whenBusy');
  const busyCopyKey = readField(presence, 'busyCopyKey');
  const isEnforced = readField(policy, 'mode').value !== 'OBSERVE';
  const namesBusyCopy = isGiven(busyCopyKey);
  const busyKey = namesBusyCopy ? busyCopyKey.value : everybodyBusy;
  const isRingAndText = whenBusy.value === 'RING_AND_TEXT';
  return {
    keepsHours: isEnforced && isGiven(readField(policy, 'quietHours')),
    ...(isRingAndText && { busyText: busyKey }),
    rejectTexts: [
      readField(policy, 'copyKey').value,
      ...(isGiven(presence) && !isRingAndText ? [busyKey] : []),
    ],
    named: [readField(policy, 'copyKey'), busyCopyKey].filter(isText),
    ...(isRingAndText && !namesBusyCopy && { ringsAndTexts: whenBusy }),
  };
}

/** The key of the busy copy of a policy that names none. */
const everybodyBusy = 'everybody-busy';

/** Reports each copy that a policy uses and that does not exist: the caller would get another text, or none. */
function missingCopies(uses: readonly CopyUse[], written: readonly Place[]): ReadProblem[] {
  const keys = written.map(({ value }) => value);
  const list = keys.length === 0 ? 'none is' : `written are: ${keys.join(', ')}`;
  return uses.flatMap(({ named, ringsAndTexts }) => [
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

/**
 * The kinds whose name is the key of their policy's copy, if the policy names none: all except bypass, which sends no texts, and
 * presence, which has two copies: 'nobody-online' and `everybodyBusy`. A record and not a list, so that a new kind is a type error
 * until it is added.
 */
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

/** The keys that a copy may have without being named by a policy. */
const knownKeys: readonly string[] = [
  ...Object.keys(kindsThatText),
  'nobody-online',
  everybodyBusy,
  callerGone,
  // The copy of the reason replaces a policy's copy that is not written.
  ...rejectReasons,
];
/** Those of texts to callers who were rejected or hung up first (`callerGone`). */
const keysForRejected: readonly unknown[] = knownKeys.filter((key) => key !== everybodyBusy);

/** Reports each copy that no policy uses, mostly because of a typing error in its key. */
function unusedCopies(uses: readonly CopyUse[], written: readonly Place[]): ReadProblem[] {
  const named = uses.flatMap((use) => use.named.map(({ value }) => String(value)));
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
 * The copies that are only for callers who ring while all agents are busy. With enforced opening hours these callers ring
 * while the line is open, so such a text never has a next opening to tell. A rule that holds rejections back, such as the cap
 * per minute, may let a caller ring while the line is closed; that is too rare to allow the text for it.
 */
function onlyWhileOpen(uses: readonly CopyUse[], copies: readonly Place[]): Place[] {
  if (!uses.some(({ keepsHours }) => keepsHours)) return [];
  const busy = uses.map(({ busyText }) => busyText);
  const others = [...uses.flatMap(({ rejectTexts }) => rejectTexts), ...keysForRejected];
  return copies.filter((copy) => {
    const key = readField(copy, 'key').value;
    return busy.includes(key) && !others.includes(key);
  });
}

const whyNoOpening = {
  'no-hours': 'no policy of the line has opening hours (`quietHours`)',
  never: 'the line never opens within a year',
  'never-closes': 'the line never closes',
  // Of a text that is sent only while the line is open.
  'open-then': 'it is for callers who ring while the line is open (`quietHours`)',
} as const;

/** Reports each text of a copy that tells the next opening, which it never has. */
function unfillable(copy: Place, opening: keyof typeof whyNoOpening): ReadProblem[] {
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

/** No list that is checked here may have more items. */
const maxItems = 100;

/** Drops the problems of the list itself, because its reader reports them. */
function itemsOf(place: Place): Place[] {
  return Array.isArray(place.value) ? readItems({ ...place, problems: [] }, { max: maxItems }) : [];
}

function isText({ value }: Place): boolean {
  return typeof value === 'string' && value !== '';
}
