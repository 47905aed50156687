import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import type { LineId } from '../../../call/ids.ts';
import { readLine, type StoredLine } from '../../../db/lines/lines.ts';
import { checkCopy, type OpeningAhead } from '../../../policies/copy/check-copy.ts';
import { type CopyRead, readCopy } from '../../../policies/copy/read-copy.ts';
import { type HoursInForce, neverCloses, opensNext } from '../../../policies/opens-next.ts';
import { defaultPerimeter, type Perimeter } from '../../../policies/perimeter.ts';
import type { ReadProblem } from '../../../policies/reading.ts';
import {
  isGiven,
  readField,
  readItems,
  readWhole,
  startReading,
} from '../../../policies/reading.ts';
import { readOpeningHours } from '../../../policies/settings/read-opening-hours.ts';
import { readPolicies } from '../../../policies/settings/read-policies.ts';
import type { FieldProblem } from '../../lines.ts';
import type { PoliciesInput } from '../../perimeter-control.ts';
import { readAnyAddress } from './caller-ref.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Without the kill switch, which keeps its value if the input leaves it out. */
export type PoliciesChecked =
  | { readonly is: 'perimeter'; readonly perimeter: Omit<Perimeter, 'killSwitch'> }
  | { readonly is: 'problems'; readonly problems: readonly FieldProblem[] };

/** Returns the checked perimeter, or all its problems together. */
export async function checkPolicies(
  deps: ControlDependencies,
  viewer: Viewer,
  { timeZone }: Pick<StoredLine, 'timeZone'>,
  input: PoliciesInput,
): Promise<PoliciesChecked> {
  const policies = readPolicies(input.policies, (text) => readAnyAddress(deps.addressOfJid, text));
  const copy: CopyRead =
    input.copy === undefined ? { is: 'copy', copy: defaultPerimeter.copy } : readCopy(input.copy);
  const { caps, problems: capProblems } = readCaps(input);
  const readProblems = [...problemsOf(policies), ...problemsOf(copy), ...capProblems];
  const problems = [
    ...readProblems,
    ...(await unsafeUrls(deps, input, readProblems)),
    ...(await textViaProblems(deps, viewer, input.textVia)),
    ...checkCopy(input.policies, input.copy, openingOf(input, deps.now(), timeZone)),
  ];
  // Without problems both were read, which TypeScript cannot see.
  if (problems.length === 0 && policies.is === 'policies' && copy.is === 'copy') {
    const { textVia } = input;
    const perimeter = { policies: policies.policies, copy: copy.copy, ...caps, textVia };
    return { is: 'perimeter', perimeter };
  }
  return {
    is: 'problems',
    problems: problems.map(({ path, message }) => ({ field: path, message })),
  };
}

/**
 * Tells when the line opens by the hours of the input: `checkCopy` reports a text that tells the next opening of a line which has none.
 * The hours are read even if other fields are invalid, so that all problems are reported together. Hours that cannot be read count as
 * open.
 */
function openingOf({ policies }: PoliciesInput, now: Date, timeZone: string): OpeningAhead {
  // `readPolicies` reports more than 50 as a problem.
  const places = readItems(startReading(policies, 'policies'), { max: 50 })
    .map((policy) => ({ policy, quietHours: readField(policy, 'quietHours') }))
    .filter(({ quietHours }) => isGiven(quietHours));
  const hoursOrNull = places.map(({ policy, quietHours }): HoursInForce | null => {
    // `readPolicies` reports the problems of the hours, so those found here are dropped.
    const place = { ...quietHours, problems: [] };
    const hours = readOpeningHours(place);
    const mode = readField(policy, 'mode').value === 'OBSERVE' ? 'OBSERVE' : 'ENFORCE';
    return place.problems.length === 0 ? { mode, hours } : null;
  });
  const readable = hoursOrNull.filter((hours) => hours !== null);
  if (readable.length < hoursOrNull.length) return 'open-now';
  if (neverCloses(readable, now, timeZone)) return 'never-closes';
  return opensNext(readable, now, timeZone).is;
}

function problemsOf(
  read: { is: 'problems'; problems: readonly ReadProblem[] } | { is: 'policies' | 'copy' },
): readonly ReadProblem[] {
  return read.is === 'problems' ? read.problems : [];
}

const { rejectsPerMinute, textsPerMinute, textCooldownMs, legCap } = defaultPerimeter;
const defaultCaps = { rejectsPerMinute, textsPerMinute, textCooldownMs, legCap };
type Cap = keyof typeof defaultCaps;

/** Returns the caps, with the default of each that is left out, and their problems. */
function readCaps(input: PoliciesInput) {
  const place = startReading(input, '');
  // Not by `readField`, because a default takes the place of a cap that is left out.
  const readCap = (name: Cap, min: number, max: number) =>
    readWhole({ ...place, value: input[name] ?? defaultCaps[name], path: name }, { min, max });
  const caps = {
    rejectsPerMinute: readCap('rejectsPerMinute', 0, 10_000),
    textsPerMinute: readCap('textsPerMinute', 0, 10_000),
    // More days in milliseconds would not fit GraphQL's 32-bit Int.
    textCooldownMs: readCap('textCooldownMs', 0, 24 * 86_400_000),
    legCap: readCap('legCap', 1, 100),
  };
  return { caps, problems: place.problems };
}

/**
 * The paths, within a policy, of URLs that clients choose and to which this service sends requests. Each must resolve to a
 * public address.
 */
const requestedUrls = [
  ['vipPerimeter', 'crm', 'url'],
  ['safetyValve', 'healthUrl'],
] as const;

async function unsafeUrls(
  { guard }: ControlDependencies,
  { policies }: PoliciesInput,
  readProblems: readonly ReadProblem[],
): Promise<ReadProblem[]> {
  const places = readItems(startReading(policies, 'policies'), { max: 50 })
    .flatMap((policy) => requestedUrls.map((path) => path.reduce(readField, policy)))
    // A URL with another problem is not resolved.
    .filter((place) => isGiven(place) && !readProblems.some(({ path }) => path === place.path));
  const problems = await Promise.all(
    places.map(async ({ value, path }) => {
      const message = await guard.resolvesSafely(String(value));
      return message === null ? [] : [{ path, message }];
    }),
  );
  return problems.flat();
}

/** `id` is that of the line which sends the texts if the perimeter's own line cannot. */
async function textViaProblems(
  { db, lineCache }: ControlDependencies,
  viewer: Viewer,
  id: LineId | undefined,
): Promise<ReadProblem[]> {
  if (id === undefined) return [];
  const line = mayUseLine(viewer, id) ? await readLine(db, viewer.tenantId, id) : null;
  if (line === null || line.removedAt)
    return [{ path: 'textVia', message: 'is not a line that you may see' }];
  const { credentials, provider } = lineCache.load(line);
  if (credentials === 'unreadable') return [{ path: 'textVia', message: unreadable }];
  if (provider.sendText) return [];
  const message = 'is a line that cannot text: see `Line.abilities.canText`';
  return [{ path: 'textVia', message }];
}

const unreadable =
  'is a line whose credentials this service cannot decrypt: give them again with `updatePhoneLine`';
