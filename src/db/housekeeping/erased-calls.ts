import { type SQL, sql } from 'drizzle-orm';
import { text } from '../connection/statement.ts';
import { isErasedId, toErasedId } from '../erased-ids.ts';
import { callAliases, calls, clausesOfBlock, erasedReason } from '../tables/calls.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { journal } from '../tables/journal.ts';

/**
 * The parts of a text to the caller that are erased. `via` has the caller's number, and the provider's ids of the text may contain it; no
 * text is sent after an erasure.
 */
const partsOfText = ['text', 'textWhenGone', 'via', 'messageIds'];

/** Removes these parts of the text at `path`, such as `rejection,followUp`. */
function withoutText(value: SQL, path: string): SQL {
  const paths = partsOfText.map((part) => sql.raw(`'{${path},${part}}'`));
  return sql`(${sql.join([value, ...paths], sql` #- `)})`;
}

/**
 * Blanks the message of the problem at `path`, which may quote what the provider answered. This is a precaution: a quote has no long
 * numbers, such as the caller's (`validationNote`). Therefore two copies of the message stay: in the cause of a journal entry, and in
 * the reason why a text was not sent.
 */
function withoutMessage(value: SQL, path: string): SQL {
  return sql`jsonb_set(${value}, ${sql.raw(`'{${path},message}'`)}, '""', false)`;
}

/** The erased id of a row with this alias. */
function erasedIdOf(row: 'c' | 'j' | 'a'): SQL {
  const id = row === 'j' ? `(j.call->>'provider_call_id')` : `${row}.provider_call_id`;
  return toErasedId(text('idKey'), {
    tenantId: sql.raw(`${row}.tenant_id`),
    lineId: sql.raw(`${row}.line_id`),
    id: sql.raw(id),
  });
}

/**
 * Replaces the clause that quotes the reason of a block in a decision, whose causes and sentence contain it. `value` is the decision, or
 * the snapshot of a call with its decision at the jsonpath `at`.
 */
function withoutReason(value: SQL, at: '$' | '$.decision'): SQL {
  const path = sql.raw(`'${at}.${clausesOfBlock}'`);
  // The clause as it is written in JSON, without the quotation marks around it: so it is found inside the sentence too.
  return sql`coalesce((
    select replace(${value}::text, substr(clause::text, 2, length(clause::text) - 2), ${sql.raw(`'${erasedReason}'`)})::jsonb
    from jsonb_path_query_first(${value}, ${path}) as clause), ${value})`;
}

/**
 * A snapshot of a call in the journal, without numbers, texts and the reason of a block. Its id, times and outcome stay, because
 * statistics count them. The dialled number goes only from an outbound call, where it is the number of the other party.
 */
function bareCall(call: SQL): SQL {
  const withoutTexts = withoutText(withoutText(call, 'rejection,followUp'), 'notice');
  const withoutMessages = [
    'rejection,problem',
    'rejection,followUp,problem',
    'notice,problem',
  ].reduce(withoutMessage, withoutTexts);
  return sql`(${withoutReason(withoutMessages, '$.decision')}
      || jsonb_build_object('caller_at_provider', '', 'provider_call_id', ${erasedIdOf('j')}))
    #- case when ${call}->>'direction' = 'OUTBOUND' then '{dialled}'::text[] else '{}' end`;
}

const isInClear = sql`not ${isErasedId(sql.raw('a.provider_call_id'))}`;

/**
 * True if an erased earlier call of the line, which had the same id, has the digest as its alias already; else null. Then the alias in
 * clear is deleted (`spare_ids`), and a late event finds the earlier call. The subquery looks up each digest in the primary key.
 */
const digestIsAnAlias = sql`(select true from ${callAliases} k where k.tenant_id = a.tenant_id
  and k.line_id = a.line_id and k.provider_call_id = ${erasedIdOf('a')})`;

/**
 * CTEs that erase personal data of the calls in the CTE `due` (tenant_id, id), of their journal entries and of their effects. No row
 * is deleted. The parameter `idKey` is the key of the digests that take the place of the provider's ids (`src/db/erased-ids.ts`).
 */
export const erasedCalls: SQL = sql`bare_calls as (
    update ${calls} c set caller_at_provider = '', provider_call_id = ${erasedIdOf('c')},
      rejection = ${['problem', 'followUp,problem'].reduce(
        withoutMessage,
        withoutText(sql`c.rejection`, 'followUp'),
      )},
      notice = ${withoutMessage(sql`c.notice`, 'problem')} - ${sql.raw(`'{${partsOfText}}'`)}::text[], decision = ${withoutReason(sql`c.decision`, '$')},
      dialled = case when c.direction = 'OUTBOUND' then null else c.dialled end
    from due d where c.tenant_id = d.tenant_id and c.id = d.id returning 1),
  bare_entries as (
    update ${journal} j set call = ${bareCall(sql`j.call`)}
    from due d where j.tenant_id = d.tenant_id and j.call_id = d.id returning 1),
  bare_effects as (
    update ${effects} e set request = '{}'
    from due d where e.tenant_id = d.tenant_id and e.call_id = d.id returning e.tenant_id, e.id),
  bare_attempts as (
    update ${effectAttempts} t set problem = jsonb_set(t.problem, '{message}', '""', false)
    from bare_effects e where t.tenant_id = e.tenant_id and t.effect_id = e.id and t.problem is not null
    returning 1),
  bare_ids as (
    update ${callAliases} a set provider_call_id = ${erasedIdOf('a')}
    from due d where a.tenant_id = d.tenant_id and a.call_id = d.id
      and ${isInClear} and ${digestIsAnAlias} is null returning 1),
  spare_ids as (
    delete from ${callAliases} a using due d where a.tenant_id = d.tenant_id and a.call_id = d.id
      and ${isInClear} and ${digestIsAnAlias} is not null returning 1)`;
