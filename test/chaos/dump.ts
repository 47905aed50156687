import type postgres from 'postgres';
import { cursorsOf } from '../support/cursors.ts';
import type { Note } from './history.ts';
import type { RejectionInJournal } from './records.ts';
import { sealKey } from './replica.ts';

const toCursor = cursorsOf(sealKey);
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

interface Rejection {
  readonly id: string;
  readonly state: string;
  readonly followUp?: { readonly text: string; readonly state: string };
}

/** Writes down the tables as they are at one moment. */
export async function dump(sql: postgres.Sql, note: Note): Promise<void> {
  await sql.begin('isolation level repeatable read', async (snapshot) => {
    await dumpJournal(snapshot, note);
    await dumpCalls(snapshot, note);
    await dumpEffects(snapshot, note);
  });
}

/** In the order of `(epoch, xid, id)`. */
async function dumpJournal(sql: postgres.TransactionSql, note: Note): Promise<void> {
  const journal = await sql.unsafe(
    `select epoch, xid::text, id::text, line_id, call_id, revision, kind,
      ${ms('recorded_at')} as at, actor->>'kind' as by, call->'rejection' as rejection,
      (call->>'inferred')::boolean as inferred, call->>'caller_at_provider' as caller
    from journal order by epoch, journal.xid, journal.id`,
  );
  for (const row of journal) {
    const position = { epoch: row.epoch, xid: BigInt(row.xid), id: BigInt(row.id) };
    note({
      is: 'journal',
      cursor: toCursor(position),
      line: row.line_id,
      callId: row.call_id,
      revision: row.revision,
      kind: row.kind,
      recordedAt: row.at,
      change: row.xid,
      by: row.by,
      inferred: row.inferred,
      caller: row.caller,
      ...rejectionIn(row.rejection),
    });
  }
}

async function dumpCalls(sql: postgres.TransactionSql, note: Note): Promise<void> {
  const calls = await sql.unsafe(
    `select line_id, id, status, revision, ${ms('ring_deadline_at')} as deadline, rejection from calls`,
  );
  for (const row of calls) {
    note({
      is: 'call',
      line: row.line_id,
      callId: row.id,
      status: row.status,
      revision: row.revision,
      ringDeadlineAt: row.deadline,
      ...rejectionIn(row.rejection),
    });
  }
  for (const row of await sql.unsafe(
    'select line_id, provider_call_id, call_id from call_aliases',
  )) {
    note({ is: 'alias', line: row.line_id, call: row.provider_call_id, callId: row.call_id });
  }
  for (const row of await sql.unsafe('select line_id, what, call_id from inbox')) {
    note({ is: 'received', line: row.line_id, what: row.what, callId: row.call_id });
  }
}

async function dumpEffects(sql: postgres.TransactionSql, note: Note): Promise<void> {
  const effects = await sql.unsafe(
    `select id, call_id, kind, state, ${ms('deadline_at')} as deadline from effects`,
  );
  for (const row of effects) {
    note({
      is: 'effect',
      effectId: row.id,
      callId: row.call_id,
      kind: row.kind,
      state: row.state,
      deadlineAt: row.deadline,
    });
  }
  const attempts = await sql.unsafe(
    `select effect_id, number, ${ms('started_at')} as started, ${ms('finished_at')} as finished, outcome
    from effect_attempts`,
  );
  for (const row of attempts) {
    note({
      is: 'attempt',
      effectId: row.effect_id,
      number: row.number,
      startedAt: row.started,
      finishedAt: row.finished,
      outcome: row.outcome,
    });
  }
}

function rejectionIn(rejection: Rejection | null): { rejection?: RejectionInJournal } {
  if (!rejection) return {};
  const { id, state, followUp } = rejection;
  const text = followUp && { text: followUp.text, textState: followUp.state };
  return { rejection: { id, state, ...text } };
}
