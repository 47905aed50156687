import { sql } from 'drizzle-orm';
import { currentCallerId } from '../callers/known-callers.ts';

/** The call `c` as `callFromRow` takes it, with its caller as they are known now. Needs the parameter tenant. */
export const callRow = sql`(to_jsonb(c) || jsonb_build_object('caller_id', ${currentCallerId(sql`c.caller_id`)}))`;
