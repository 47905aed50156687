import { type SQL, sql } from 'drizzle-orm';
import type { EffectId, TenantId } from '../../call/ids.ts';
import type { WhyNotSent } from '../../call/rejection.ts';
import type { Database } from '../connection/database.ts';
import { int, reading, text } from '../connection/statement.ts';
import { callers } from '../tables/callers.ts';
import { calls, texted } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { lines } from '../tables/lines.ts';
import { tenants } from '../tables/tenants.ts';
import { isByPolicy, mayBeSent, textedAt, textOf, textSentWithinMs } from './texts-of-policies.ts';

/** The facts that decide whether a planned text is still sent. They do not count the text itself. */
export interface FactsForText {
  /** A policy decided on the text, not a client. */
  readonly byPolicy: boolean;
  /** The text follows a rejection, but the call was answered. */
  readonly isAnswered: boolean;
  /** The text goes over another line than the call's, which had been removed when the text was decided on. */
  readonly isOverRemovedLine: boolean;
  /** Why the text is not to be sent any more, though it was decided on. */
  readonly withdrawn?: WhyNotSent;
  /** The caps and the kill switch of the call's line, as they are stored. */
  readonly perimeter: object;
  /** Includes texts that a client requested. */
  readonly lastTextedAt?: Date;
  /** Another text to the caller was recorded before this one and is not settled. */
  readonly isAnotherPending: boolean;
  /** Other texts by policies of this line: sent within the last minute, or recorded before this one and not settled. */
  readonly textsLately: number;
}

/** Returns null if the tenant is being erased, and the text perhaps with it. */
export async function readFactsForText(
  db: Database,
  question: {
    readonly tenantId: TenantId;
    readonly effectId: EffectId;
    /** The minimum time between two texts to a caller, for a line that sets none of its own. */
    readonly defaultCooldownMs: number;
  },
): Promise<FactsForText | null> {
  const [row] = await db.run(factsForText, {
    tenant: question.tenantId,
    effect: question.effectId,
    cooldown: String(question.defaultCooldownMs),
  });
  if (row === undefined) return null;
  const { lastTextedAt, withdrawn, ...facts } = row.facts;
  return {
    ...facts,
    ...(withdrawn && { withdrawn }),
    ...(lastTextedAt !== null && { lastTextedAt: new Date(lastTextedAt) }),
  };
}

interface FactsRow {
  readonly facts: Omit<FactsForText, 'lastTextedAt' | 'withdrawn'> & {
    readonly withdrawn: WhyNotSent | null;
    readonly lastTextedAt: string | null;
  };
}

/** Of two concurrent texts, the one that was recorded first is sent. */
const isPendingBefore = (other: SQL): SQL =>
  sql`(${other}.state <> 'SETTLED' and (${other}.created_at, ${other}.id) < (mine.created_at, mine.id))`;

/** A text that was sent within the last minute was recorded after this time: it is sent within 30 s of being recorded, or never. */
const recordedSince = sql`now() - interval '2 minutes'`;

/**
 * The lines that may have sent texts for the call's line (`rang_on`), because the index of texts is by the line that sends them. A
 * line that can text sends all of its texts. For one that cannot, any line may have sent them, because `textVia` may have changed.
 */
const senders = sql`case when mine.line_id = mine.rang_on then array[mine.line_id]
  else array(select id from ${lines} where tenant_id = mine.tenant_id) end`;

/** Counts the texts for other calls of the call's line. */
const textsLately = sql`(select count(*) from ${effects} e
  join ${calls} c on c.tenant_id = e.tenant_id and c.id = e.call_id and c.line_id = mine.rang_on
  where e.tenant_id = mine.tenant_id and e.line_id = any(${senders}) and e.kind = 'text'
    and e.created_at > ${recordedSince} and e.call_id <> mine.call_id and ${isByPolicy(sql`e`, sql`c`)}
    and (${isPendingBefore(sql`e`)}
      or e.settled_at > now() - interval '1 minute' and ${mayBeSent(textOf(sql`e`, sql`c`))}))`;

/**
 * `mine` is the effect of the text, with its call; `rang_on` is the line of the call, and `line_id` the line that sends the text.
 * `others` are the other calls of the same caller for which a text was decided on: those that rang so lately that the text may have been
 * sent within the cooldown.
 */
const factsForText = reading<FactsRow>(
  'facts_for_text',
  sql`with mine as (
    select e.tenant_id, e.id, e.call_id, e.line_id, e.created_at, c.line_id as rang_on,
      ${isByPolicy(sql`e`, sql`c`)} as by_policy,
      e.request->>'purpose' = 'follow-up'
        and (c.answered_at is not null or c.end_reason = 'COMPLETED') is true as is_answered,
      case e.request->>'purpose' when 'follow-up' then c.rejection->'followUp'->'withdrawn' end as withdrawn,
      (via.removed_at < case e.request->>'purpose'
        when 'follow-up' then (c.rejection->>'requestedAt')::timestamptz else c.ringing_at end) is true as is_over_removed_line,
      l.perimeter - 'policies' - 'copy' as perimeter,
      coalesce((select k.merged_into from ${callers} k
        where k.tenant_id = c.tenant_id and k.id = c.caller_id), c.caller_id) as caller_id
    from ${effects} e join ${calls} c on c.tenant_id = e.tenant_id and c.id = e.call_id
    join ${lines} l on l.tenant_id = c.tenant_id and l.id = c.line_id
    left join ${lines} via on via.tenant_id = e.tenant_id and via.id = e.line_id and via.id <> c.line_id
    join ${tenants} t on t.id = e.tenant_id and t.erasing_since is null
    where e.tenant_id = ${text('tenant')} and e.id = ${text('effect')}),
  others as (
    select c.tenant_id, c.id, c.rejection, c.notice, c.ringing_at
    from mine join ${calls} c on c.tenant_id = mine.tenant_id and c.id <> mine.call_id
    where c.caller_id = any(array(select mine.caller_id union all
        select k.id from ${callers} k where k.tenant_id = mine.tenant_id and k.merged_into = mine.caller_id))
      and ${texted}
      and c.ringing_at > now() - interval '1 millisecond' * (${sql.raw(String(textSentWithinMs))}
        + coalesce((mine.perimeter->>'textCooldownMs')::float8, ${int('cooldown')})))
  select jsonb_build_object(
    'byPolicy', mine.by_policy,
    'isAnswered', mine.is_answered,
    'isOverRemovedLine', mine.is_over_removed_line,
    'withdrawn', mine.withdrawn,
    'perimeter', mine.perimeter,
    'lastTextedAt', (select max(greatest(
        ${textedAt(sql`(rejection->'followUp')`, sql`(rejection->>'requestedAt')::timestamptz`)},
        ${textedAt(sql`notice`, sql`ringing_at`)})) from others),
    'isAnotherPending', exists (select 1 from others o
      join ${effects} e on e.tenant_id = o.tenant_id and e.call_id = o.id and e.kind = 'text'
      where ${isPendingBefore(sql`e`)}),
    'textsLately', ${textsLately}) as facts
  from mine`,
);
