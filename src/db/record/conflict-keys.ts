import type { RecordDocument } from './document.ts';

/**
 * The rows that a recording reads or writes. Two recordings that share a key are sent one after the other, because a
 * statement does not see its own writes, and a concurrent one would find the rows locked.
 */
export function conflictKeys(doc: RecordDocument): string[] {
  const { expect, call, caller, fence, whileInFlight, movesAliases } = doc;
  return [
    ...[expect?.id ?? call?.id].map((id) => `call ${id}`),
    ...(call ? [`call ${call.id}`] : []),
    ...(caller ? caller.expected.map(({ id }) => `caller ${id}`) : []),
    ...(fence ? [`effect ${fence.effectId}`] : []),
    ...(whileInFlight ? [`effect ${whileInFlight.effectId}`] : []),
    ...(movesAliases ? movesAliases.ids.map((id) => `alias ${movesAliases.lineId} ${id}`) : []),
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
