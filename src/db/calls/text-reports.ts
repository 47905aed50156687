import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { moment, reading, text, texts, toJson } from '../connection/statement.ts';
import { inboxParameters, isInInbox } from '../inbox-key.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { callRow } from './call-row.ts';

/** What is read to receive a provider's report on the delivery of a text. */
export interface TextReportFacts {
  /** The report was received before. */
  readonly duplicate: boolean;
  /** The call that the text is about; null if the id of the text is not recorded. */
  readonly call: Call | null;
  /** The database's time of the first read. The facts are read again while a text that the report may be about is in flight. */
  readonly askedAt: string;
  /**
   * A text of this line was in flight at `askedAt` and still is. The report may be about this text, although its id is not
   * recorded yet.
   */
  readonly isTextInFlight: boolean;
}

export interface TextReportQuestion {
  readonly tenantId: TenantId;
  /** The line that sent the text. It may not be the call's line. */
  readonly lineId: LineId;
  /** The same for each delivery of one report. */
  readonly dedupeKey: string;
  /** The ids of the text that the report names. */
  readonly messageIds: readonly string[];
  /** From the facts of the first read; absent in the first read itself. Texts that were recorded since cannot be meant. */
  readonly askedAt?: string;
}

/** The id of a text is stored as an alias of its call, on the line that sent it. */
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
    ...inboxParameters(q.dedupeKey),
    ids: toJson(q.messageIds.map(textAlias)),
    askedAt: q.askedAt ?? null,
  });
  if (row === undefined) throw new Error('text_report_facts returned no row');
  const { duplicate, call, asked_at: askedAt, text_in_flight: isTextInFlight } = row.facts;
  return { duplicate, call: call && callFromRow(call), askedAt, isTextInFlight };
}

const askedAt = sql`coalesce(${moment('askedAt')}, now())`;

const facts = reading<{
  facts: { duplicate: boolean; call: JsonRow | null; asked_at: string; text_in_flight: boolean };
}>(
  'text_report_facts',
  sql`select jsonb_build_object(
    'duplicate', ${isInInbox},
    'call', (select ${callRow} from ${calls} c
      where c.tenant_id = ${text('tenant')} and c.id = (select call_id from ${callAliases}
        where tenant_id = ${text('tenant')} and line_id = ${text('line')}
          and provider_call_id = any(${texts('ids')}) limit 1)),
    'asked_at', ${askedAt},
    'text_in_flight', exists (select 1 from ${effects} where tenant_id = ${text('tenant')}
      and line_id = ${text('line')} and kind = 'text' and state = 'IN_FLIGHT'
      -- A text is sent within 30 s of being recorded, or never. Half a minute more is for the provider's answer.
      and created_at > now() - interval '1 minute' and created_at <= ${askedAt})) as facts`,
);
