import { type SQL, sql } from 'drizzle-orm';
import { moment, text } from '../connection/statement.ts';
import { calls, texted } from '../tables/calls.ts';
import { textedAt } from './texts-of-policies.ts';

/** A pending text counts, so that two concurrent calls lead to one text. */
const pendingSince = (recordedText: SQL, plannedAt: SQL): SQL => sql`case
  when ${recordedText}->>'state' in ('WAITING', 'SENDING') then ${plannedAt} end`;

/** Needs the CTE `same` of `callersNamed`: the caller's current and former ids. */
const ofCaller = sql`tenant_id = ${text('tenant')} and caller_id = any(array(select id from same))`;

/** The latest of the times that `timeOf` gives for the texts of the caller's calls, up to `texted_until` if that is not null. */
const newestText = (
  timeOf: (recordedText: SQL, plannedAt: SQL) => SQL,
): SQL => sql`(select max(t.at) from ${calls} cross join lateral (values
    (${timeOf(sql`(rejection->'followUp')`, sql`(rejection->>'requestedAt')::timestamptz`)}),
    (${timeOf(sql`notice`, sql`ringing_at`)})) t(at)
  where ${ofCaller} and ringing_at > ${moment('texted_since')} and ${texted}
    and (${moment('texted_until')} is null or t.at <= ${moment('texted_until')}))`;

export const lastTextedAt = newestText(textedAt);
export const textPendingSince = newestText(pendingSince);
