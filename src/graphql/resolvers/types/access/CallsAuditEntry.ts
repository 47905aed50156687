import { isDeepStrictEqual } from 'node:util';
import type { CallsAuditEntryResolvers } from '../../../types.generated.ts';

type Values = Readonly<Record<string, unknown>>;

export const CallsAuditEntry: CallsAuditEntryResolvers = {
  principalId: ({ byId }) => byId,
  principalName: ({ byName }) => byName,
  changes: ({ before, after }) => changesBetween((before ?? {}) as Values, (after ?? {}) as Values),
};

/** The fields whose values differ. A missing field counts as null. */
function changesBetween(before: Values, after: Values) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !isDeepStrictEqual(before[field] ?? null, after[field] ?? null))
    .map((field) => ({ field, before: jsonOf(before[field]), after: jsonOf(after[field]) }));
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
