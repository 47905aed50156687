import { type SQL, sql } from 'drizzle-orm';
import { calls, erasedReason, quotesReason } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { journal } from '../tables/journal.ts';

/** The parts of a text to the caller that are erased. `via` has the caller's number; no text is sent after an erasure. */
const partsOfText = ['text', 'textWhenGone', 'via'];

/** Removes these parts of the text at `path`, such as `rejection,followUp`. */
function withoutText(value: SQL, path: string): SQL {
  const paths = partsOfText.map((part) => sql.raw(`'{${path},${part}}'`));
  return sql`(${sql.join([value, ...paths], sql` #- `)})`;
}

/**
 * Replaces the reason of a block in a decision, whose causes and sentence quote it. `value` is the decision, or the snapshot of a
 * call with its decision at the jsonpath `at`.
 */
function withoutReason(value: SQL, at: '$' | '$.decision'): SQL {
  const path = sql.raw(`'${at}.${quotesReason}.because'`);
  // A JSON string without the quotation marks around it is in the text of `value` wherever it is quoted.
  return sql`coalesce((
    select replace(${value}::text, substr(reason::text, 2, length(reason::text) - 2), ${sql.raw(`'${erasedReason}'`)})::jsonb
    from jsonb_path_query_first(${value}, ${path}) as reason), ${value})`;
}

/**
 * A snapshot of a call in the journal, without numbers, texts and the reason of a block. Its id, times and outcome stay, because
 * statistics count them. The dialled number goes only from an outbound call, where it is the number of the other party.
 */
function bareCall(call: SQL): SQL {
  const silent = withoutText(withoutText(call, 'rejection,followUp'), 'notice');
  return sql`(${withoutReason(silent, '$.decision')} || '{"caller_at_provider": ""}')
    #- case when ${call}->>'direction' = 'OUTBOUND' then '{dialled}'::text[] else '{}' end`;
}

/**
 * CTEs that erase personal data of the calls in the CTE `due` (tenant_id, id), of their journal entries and of their effects. No row
 * is deleted.
 */
export const erasedCalls: SQL = sql`bare_calls as (
    update ${calls} c set caller_at_provider = '', rejection = ${withoutText(sql`c.rejection`, 'followUp')},
      notice = c.notice - ${sql.raw(`'{${partsOfText}}'`)}::text[], decision = ${withoutReason(sql`c.decision`, '$')},
      dialled = case when c.direction = 'OUTBOUND' then null else c.dialled end
    from due d where c.tenant_id = d.tenant_id and c.id = d.id returning 1),
  bare_entries as (
    update ${journal} j set call = ${bareCall(sql`j.call`)}
    from due d where j.tenant_id = d.tenant_id and j.call_id = d.id returning 1),
  bare_effects as (
    update ${effects} e set request = '{}'
    from due d where e.tenant_id = d.tenant_id and e.call_id = d.id returning 1)`;
