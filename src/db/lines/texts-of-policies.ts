import { type SQL, sql } from 'drizzle-orm';

/**
 * A text is usually sent within this time after its call began to ring: two ring limits of at most 5 minutes (`ringOn`), 5 minutes in
 * which a template may replace the text (`failText`), and 5 minutes for all requests. Calls that began to ring earlier are not searched
 * for texts. So the cooldown of a text that is sent later, as after a third ring limit, is shorter by the excess.
 */
export const textSentWithinMs = 20 * 60_000;

/** Whether a policy decided on the effect for the call. The previous release did not record it with the effect, only with the call. */
export const isByPolicy = (effect: SQL, call: SQL): SQL =>
  sql`coalesce(${effect}.by_policy, ${effect}.request->>'purpose' = 'notice' or ${call}.rejection->'requestedBy'->>'kind' = 'POLICY')`;

/** What the call records about the text that the effect sends: its state and times. */
export const textOf = (effect: SQL, call: SQL): SQL =>
  sql`(case ${effect}.request->>'purpose' when 'notice' then ${call}.notice else ${call}.rejection->'followUp' end)`;

/** True if the text was sent, or if it may have been. */
export const mayBeSent = (recordedText: SQL): SQL =>
  sql`coalesce(${recordedText}->>'state' in ('SENT', 'UNKNOWN'), false)`;

/**
 * The time at which a text was sent or may have been sent; null if it was not sent. `plannedAt` stands in for a time that is missing.
 */
export const textedAt = (
  recordedText: SQL,
  plannedAt: SQL,
): SQL => sql`case when ${mayBeSent(recordedText)}
  then coalesce((${recordedText}->>'sentAt')::timestamptz, (${recordedText}->>'mayBeSentAt')::timestamptz, ${plannedAt}) end`;
