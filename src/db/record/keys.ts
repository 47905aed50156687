import type { RecordDocument } from './document.ts';

/** What a recording reads or writes by key. Two that share a key must not be in one statement, nor in two at once. */
export function keysOf(doc: RecordDocument): string[] {
  const { expect, call, caller, fence, beside, takes } = doc;
  return [
    ...[expect?.id ?? call?.id].map((id) => `call ${id}`),
    ...(call ? [`call ${call.id}`] : []),
    ...(caller ? caller.known.map(({ id }) => `caller ${id}`) : []),
    ...(fence ? [`effect ${fence.effectId}`] : []),
    ...(beside ? [`effect ${beside.effectId}`] : []),
    ...(takes ? takes.ids.map((id) => `alias ${takes.lineId} ${id}`) : []),
    ...of(doc.callers, (row) => `caller ${row.id}`),
    ...of(doc.addresses, (row) => `address ${row.address}`),
    ...of(doc.aliases, (row) => `alias ${row.line_id} ${row.provider_call_id}`),
    ...of(doc.learnedAliases, (row) => `alias ${row.line_id} ${row.provider_call_id}`),
    ...of(doc.received, (row) => `received ${row.line_id} ${row.dedupe_key}`),
    ...of(doc.idempotency, (row) => `idempotency ${row.key}`),
    ...of(doc.effects, (row) => `effect ${row.id}`),
  ].map((key) => `${doc.tenantId} ${key}`);
}

function of<Row>(rows: readonly Row[] | undefined, key: (row: Row) => string): string[] {
  return rows?.map(key) ?? [];
}
