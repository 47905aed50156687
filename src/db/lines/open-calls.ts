import { sql } from 'drizzle-orm';
import { text } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';

/** A call that was answered longer ago counts as over, because the provider may not have reported its end. */
const maxTalk = sql`interval '4 hours'`;
/** Bounds the scan of the index on the time at which calls began to ring. */
const maxTalkAndRing = sql`interval '1 day'`;

const ofLine = sql`tenant_id = ${text('tenant')} and line_id = ${text('line')}`;

/** The number of calls on the line that ring or were answered. Those in REJECTING are left out, because they are about to end. */
export const openCalls = sql`(select count(*) from ${calls} where ${ofLine} and (status = 'RINGING'
    or (status = 'ANSWERED' and ringing_at > now() - ${maxTalkAndRing} and answered_at > now() - ${maxTalk})))`;
