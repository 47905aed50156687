import { type SQL, sql } from 'drizzle-orm';
import { text } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { isByPolicy, mayBeSent, textOf } from './texts-of-policies.ts';

/**
 * Counts rejections or texts by policies for calls of this line, including pending ones. Another line (`texts_via`) may send the texts.
 * Requests of clients and those that failed do not count. Two parts are only for the planner: `by_policy is not false` selects a
 * partial index, and `limit 1` says that a key finds one call.
 */
const doneLately = (
  kind: string,
  countsIfSettled: SQL,
): SQL => sql`(select count(*) from ${effects} e
  cross join lateral (select rejection, notice from ${calls} c where c.tenant_id = e.tenant_id and c.id = e.call_id
    and c.line_id = ${text('line')} limit 1) c
  where e.tenant_id = ${text('tenant')} and e.line_id = any(array[${text('line')}, ${text('texts_via')}])
    and e.kind = ${sql.raw(`'${kind}'`)} and e.created_at > now() - interval '1 minute' and e.by_policy is not false
    and ${isByPolicy(sql`e`, sql`c`)} and (e.state <> 'SETTLED' or ${countsIfSettled}))`;

const mayHaveBeenRejected = sql`(c.rejection->>'state' not in ('REFUSED', 'EXPIRED', 'ALREADY_OVER')
  or (c.rejection->>'mayHaveActed')::boolean)`;

export const rejectsLately = doneLately('reject', mayHaveBeenRejected);
export const textsLately = doneLately('text', mayBeSent(textOf(sql`e`, sql`c`)));
