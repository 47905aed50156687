import { sql } from 'drizzle-orm';
import { currentCallerId } from '../callers/known-callers.ts';

/** The call `c` for `callFromRow`, with the caller's current id. Needs the parameter tenant. */
export const callRow = sql`(to_jsonb(c) || jsonb_build_object('caller_id', ${currentCallerId(sql`c.caller_id`)}))`;
