import type { FieldProblem, Perimeter } from '../service/lines.ts';
import { kinds } from './policy-kinds.ts';

/** A line's policies as `PhoneLinePoliciesInput` takes them, while they are edited. */
export type Draft = Readonly<Record<string, unknown>>;
/** What is edited and not saved, by the line's id. It outlives the form, which is removed when another page or line is opened. */
export type Drafts = Map<string, EditedDraft>;

export interface EditedDraft {
  readonly draft: Draft;
  /** The policies with which the editing began. */
  readonly base: Draft;
}

/** One policy of a draft. `cardKey` identifies its card on the page, also after the policies are reordered, and is not sent. */
export type DraftPolicy = Readonly<Record<string, unknown>>;

/** The keys of the policies' cards, in the order of the policies. */
export const cardKeysOf = (draft: Draft): readonly unknown[] =>
  (draft.policies as DraftPolicy[]).map(({ cardKey }) => cardKey);

/** A key that no other policy of the list has. */
export const newCardKey = (policies: readonly DraftPolicy[]): number =>
  1 + Math.max(-1, ...policies.map(({ cardKey }) => Number(cardKey)));

/**
 * Contains every field that was read, so that saving keeps those that the form does not show. The kill switch is left out, because it
 * keeps its value then. `cardKeys` are those of the draft that was saved last. They do not apply if the number of policies differs.
 */
export function draftOf(perimeter: Perimeter, cardKeys: readonly unknown[]): Draft {
  const { policies, copy, killSwitch, textVia, ...caps } = perimeter;
  const keys = cardKeys.length === policies.length ? cardKeys : policies.map((_, n) => n);
  return withoutEmpty({
    ...caps,
    textVia: textVia?.id,
    copy,
    policies: policies.map(({ kind, settings, ...common }, n) => ({
      ...common,
      cardKey: keys[n],
      // `kinds` has every kind of the service; the fallback is for the type.
      [kinds[kind]?.field ?? kind]: settings,
    })),
  }) as Draft;
}

/** Removes nulls and empty texts: the service answers null for a field that was left out, and some inputs refuse null. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null && field !== undefined && field !== '')
      .map(([name, field]) => [name, withoutEmpty(field)]),
  );
}

/** The input to send. Leaves out a copy set without copies, and a CRM without a URL. */
export function inputOf(draft: Draft): unknown {
  const { copy, policies } = draft as { copy?: { copies?: unknown[] }; policies: DraftPolicy[] };
  return withoutEmpty({
    ...draft,
    copy: copy?.copies?.length ? copy : undefined,
    policies: policies.map((policy) => {
      const vip = policy.vipPerimeter as { crm?: { url?: string } } | undefined;
      const sent = { ...policy, cardKey: undefined };
      return vip && !vip.crm?.url ? { ...sent, vipPerimeter: { ...vip, crm: undefined } } : sent;
    }),
  });
}

/** Whether two drafts would send the same input. */
export const areSame = (one: Draft, other: Draft): boolean =>
  JSON.stringify(inputOf(one)) === JSON.stringify(inputOf(other));

/** Splits a path such as `policies[2].quietHours.open[0].from` into its parts. */
export function partsOf(path: string): (string | number)[] {
  return [...path.matchAll(/[^.[\]]+/g)].map(([part]) =>
    /^\d+$/.test(part) ? Number(part) : part,
  );
}

/** The value at a path; undefined if there is none. */
export function readAt(value: unknown, path: string): unknown {
  let found = value;
  for (const part of partsOf(path))
    found = (found as Record<string | number, unknown> | undefined)?.[part];
  return found;
}

/** Returns a copy of the whole with another value at the path. */
export function withAt<Value>(value: Value, path: string, newValue: unknown): Value {
  const [first, ...rest] = partsOf(path);
  if (first === undefined) return newValue as Value;
  const inner = (value as Record<string | number, unknown> | undefined)?.[first];
  const changed = rest.length === 0 ? newValue : withAt(inner ?? {}, rest.join('.'), newValue);
  if (Array.isArray(value)) return value.map((item, n) => (n === first ? changed : item)) as Value;
  return { ...value, [first]: changed };
}

/** Whether there are changes that were not saved. */
export const hasChanges = (drafts: Drafts): boolean =>
  [...drafts.values()].some(({ draft, base }) => !areSame(draft, base));

/** The problems of a field and of the fields within it. */
export function problemsAt(
  problems: readonly FieldProblem[],
  path: string,
): readonly FieldProblem[] {
  return problems.filter(
    ({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`),
  );
}
