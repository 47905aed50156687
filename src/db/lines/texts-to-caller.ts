import { type SQL, sql } from 'drizzle-orm';
import { moment, text } from '../connection/statement.ts';
import { calls, texted } from '../tables/calls.ts';
import { textedAt } from './texts-of-policies.ts';

/** A pending text counts, so that two concurrent calls lead to one text. */
const pendingSince = (recordedText: SQL, plannedAt: SQL): SQL => sql`case
  when ${recordedText}->>'state' in ('WAITING', 'SENDING') then ${plannedAt} end`;

/** Needs the CTE `same` of `callersNamed`: the caller's current and former ids. */
const ofCaller = sql`tenant_id = ${text('tenant')} and caller_id = any(array(select id from same))`;

/** The latest of the times that `timeOf` gives for the texts of the caller's calls. */
const newestText = (
  timeOf: (recordedText: SQL, plannedAt: SQL) => SQL,
): SQL => sql`(select max(greatest(
    ${timeOf(sql`(rejection->'followUp')`, sql`(rejection->>'requestedAt')::timestamptz`)},
    ${timeOf(sql`notice`, sql`ringing_at`)}))
  from ${calls} where ${ofCaller} and ringing_at > ${moment('texted_since')} and ${texted})`;

export const lastTextedAt = newestText(textedAt);
export const textPendingSince = newestText(pendingSince);
