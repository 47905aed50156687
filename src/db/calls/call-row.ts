import { sql } from 'drizzle-orm';
import { currentCallerId } from '../callers/known-callers.ts';
import { columnList, columnNames } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';

const names = columnNames(calls).filter((name) => name !== 'caller_id');

/** The columns of the call `c` for `callFromRow`, with the caller's current id. Needs the parameter tenant. */
export const callColumns = sql`${columnList(names, 'c')}, ${currentCallerId(sql`c.caller_id`)} as caller_id`;

/** The columns of the call `c` as one jsonb value, for a call within other JSON. */
export const callRow = sql`(to_jsonb(c) || jsonb_build_object('caller_id', ${currentCallerId(sql`c.caller_id`)}))`;
