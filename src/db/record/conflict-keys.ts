import type { RecordDocument } from './document.ts';

/**
 * Names the rows over which two recordings can conflict. Two recordings that share a key are sent one after the other: in one
 * statement the second would not see the writes of the first, and in a concurrent statement it would find the rows locked.
 */
export function conflictKeys(doc: RecordDocument): string[] {
  // `fence` is the attempt that the recording settles, `whileInFlight` and `whileUnanswered` are those on whose state it depends.
  const { call, caller, fence, whileInFlight, whileUnanswered, movesAliases } = doc;
  return [
    ...(call ? [`call ${call.id}`] : []),
    ...(caller ? caller.expected.map(({ id }) => `caller ${id}`) : []),
    ...(fence ? [`effect ${fence.effectId}`] : []),
    ...(whileInFlight ? [`effect ${whileInFlight.effectId}`] : []),
    ...(whileUnanswered ? [`effect ${whileUnanswered.effectId}`] : []),
    ...(movesAliases ? movesAliases.ids.map((id) => `alias ${movesAliases.lineId} ${id}`) : []),
    ...keysOf(doc.callers, (row) => `caller ${row.id}`),
    ...keysOf(doc.addresses, (row) => `address ${row.address}`),
    ...keysOf(doc.aliases, (row) => `alias ${row.line_id} ${row.provider_call_id}`),
    ...keysOf(doc.learnedAliases, (row) => `alias ${row.line_id} ${row.provider_call_id}`),
    ...keysOf(doc.received, (row) => `received ${row.line_id} ${row.dedupe_key}`),
    ...keysOf(doc.idempotency, (row) => `idempotency ${row.key}`),
    ...keysOf(doc.effects, (row) => `effect ${row.id}`),
  ].map((key) => `${doc.tenantId} ${key}`);
}

function keysOf<Row>(rows: readonly Row[] | undefined, key: (row: Row) => string): string[] {
  return rows?.map(key) ?? [];
}
