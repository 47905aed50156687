import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { inbox } from '../tables/inbox.ts';
import { callRow } from './call-row.ts';

export interface TextReportFacts {
  readonly duplicate: boolean;
  /** The call because of which the text was sent. */
  readonly call: Call | null;
  /** A text of this line is being sent, and may be the one that is meant. */
  readonly isUnderWay: boolean;
}

export interface TextReportQuestion {
  readonly tenantId: TenantId;
  /** The one that sent it, which may be another than the call's. */
  readonly lineId: LineId;
  readonly dedupeKey: string;
  readonly messageIds: readonly string[];
}

/** A text is found by an alias of its call, so that the line which sent it needs not be the call's. */
export function textAlias(messageId: string): string {
  return `text:${messageId}`;
}

export async function readTextReportFacts(
  db: Database,
  q: TextReportQuestion,
): Promise<TextReportFacts> {
  const [row] = await db.run(facts, {
    tenant: q.tenantId,
    line: q.lineId,
    dedupe: q.dedupeKey,
    ids: toJson(q.messageIds.map(textAlias)),
  });
  if (row === undefined) throw new Error('the facts of a text are always one row');
  const { duplicate, call, under_way: isUnderWay } = row.facts;
  return { duplicate, call: call && callFromRow(call), isUnderWay };
}

const facts = reading<{
  facts: { duplicate: boolean; call: JsonRow | null; under_way: boolean };
}>(
  'text_report_facts',
  sql`select jsonb_build_object(
    'duplicate', exists (select 1 from ${inbox} where tenant_id = ${text('tenant')}
      and line_id = ${text('line')} and dedupe_key = ${text('dedupe')}),
    'call', (select ${callRow} from ${calls} c
      where c.tenant_id = ${text('tenant')} and c.id = (select call_id from ${callAliases}
        where tenant_id = ${text('tenant')} and line_id = ${text('line')}
          and provider_call_id = any(${texts('ids')}) limit 1)),
    'under_way', exists (select 1 from ${effects} where tenant_id = ${text('tenant')}
      and line_id = ${text('line')} and kind = 'text' and state = 'IN_FLIGHT'
      and created_at > now() - interval '1 minute')) as facts`,
);
