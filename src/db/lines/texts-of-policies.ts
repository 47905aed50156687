import { type SQL, sql } from 'drizzle-orm';

/** Whether a policy decided on the effect `e` for the call `c`. The previous release did not record it with the effect, only with the call. */
export const isByPolicy = sql`coalesce(e.by_policy, e.request->>'purpose' = 'notice' or c.rejection->'requestedBy'->>'kind' = 'POLICY')`;

/** The state of the text that the effect `e` sends for the call `c`. */
export const textOf = sql`(case e.request->>'purpose' when 'notice' then c.notice else c.rejection->'followUp' end)`;

export const mayBeSent = (of: SQL): SQL =>
  sql`coalesce(${of}->>'state' in ('SENT', 'UNKNOWN'), false)`;

/** The time at which a text was sent or may have been sent; null if it was not sent. */
export const textedAt = (of: SQL, otherwise: SQL): SQL => sql`case when ${mayBeSent(of)}
  then coalesce((${of}->>'sentAt')::timestamptz, (${of}->>'mayBeSentAt')::timestamptz, ${otherwise}) end`;
