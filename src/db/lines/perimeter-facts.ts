import { type SQL, sql } from 'drizzle-orm';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { BridgeReport, PresenceReport } from '../../policies/facts.ts';
import { callersNamed } from '../callers/known-callers.ts';
import type { Database } from '../connection/database.ts';
import type { Parameters } from '../connection/statement.ts';
import { moment, reading, text, toJson } from '../connection/statement.ts';
import { calls, texted } from '../tables/calls.ts';
import { conversations } from '../tables/conversations.ts';
import { effects } from '../tables/effects.ts';
import { presence, recordingBridges } from '../tables/reports.ts';

/** What policies may take into account, read in one snapshot. */
export interface PerimeterFacts {
  /** When the caller was last texted. A pending text counts; one that was not sent does not. */
  readonly lastTextedAt?: Date;
  /** Present only if the question asks for it. */
  readonly lastConversationWithLineAt?: Date;
  readonly recentCalls: readonly Date[];
  readonly openCallsOnLine: number;
  readonly recordingBridges: readonly BridgeReport[];
  readonly presence: readonly PresenceReport[];
  /** Rejections and texts by policies on this line within the last minute. */
  readonly rejectsLately: number;
  readonly textsLately: number;
}

export interface PerimeterQuestion {
  readonly recentSince: Date;
  /** Texts about calls that rang before this do not count. */
  readonly textedSince: Date;
  /** Whether to tell when the caller last wrote to this very line. */
  readonly conversationWithLine: boolean;
}

/** Null: the facts are not read. */
export function perimeterParameters(question: PerimeterQuestion | null): Parameters {
  return {
    recent_since: question?.recentSince.toISOString() ?? null,
    texted_since: question?.textedSince.toISOString() ?? null,
    wrote_to_line: question?.conversationWithLine ? 'asked' : null,
  };
}

export interface PerimeterRow {
  readonly texted: string | null;
  readonly wrote: string | null;
  readonly recent: string[] | null;
  readonly open: number;
  readonly bridges: (Omit<BridgeReport, 'reportedAt'> & { reportedAt: string })[] | null;
  readonly presence: { state: PresenceReport['state']; at: string }[] | null;
  readonly rejects: number;
  readonly texts: number;
}

export function perimeterFromRow(row: PerimeterRow): PerimeterFacts {
  return {
    ...(row.texted !== null && { lastTextedAt: new Date(row.texted) }),
    ...(row.wrote !== null && { lastConversationWithLineAt: new Date(row.wrote) }),
    recentCalls: (row.recent ?? []).map((at) => new Date(at)),
    openCallsOnLine: row.open,
    recordingBridges: (row.bridges ?? []).map((bridge) => ({
      ...bridge,
      reportedAt: new Date(bridge.reportedAt),
    })),
    presence: (row.presence ?? []).map(({ state, at }) => ({ state, at: new Date(at) })),
    rejectsLately: row.rejects,
    textsLately: row.texts,
  };
}

const ofTenant = sql`tenant_id = ${text('tenant')}`;
const ofLine = sql`${ofTenant} and line_id = ${text('line')}`;
const ofCaller = sql`${ofTenant} and caller_id = any(array(select id from same))`;
/** Counts only what policies did: rejections by clients are not limited. */
const doneLately = (kind: string): SQL => sql`(select count(*) from ${effects} e
  where ${ofLine} and kind = ${sql.raw(`'${kind}'`)} and created_at > now() - interval '1 minute'
    and (request->>'purpose' = 'notice' or exists (select 1 from ${calls} c
      where c.tenant_id = e.tenant_id and c.id = e.call_id and c.rejected_by_policy is not null)))`;

/** A pending text counts, so that two concurrent calls lead to one text. */
const textedAt = (of: SQL, otherwise: SQL): SQL => sql`case
  when ${of}->>'state' in ('WAITING', 'SENDING', 'SENT', 'UNKNOWN')
  then coalesce((${of}->>'sentAt')::timestamptz, ${otherwise}) end`;

/** One value of jsonb. Needs `callersNamed` and the parameters tenant, line, recent_since, texted_since and wrote_to_line. */
export const perimeterFacts = sql`jsonb_build_object(
  'texted', (select max(greatest(
      ${textedAt(sql`(rejection->'followUp')`, sql`(rejection->>'requestedAt')::timestamptz`)},
      ${textedAt(sql`notice`, sql`ringing_at`)}))
    from ${calls} where ${ofCaller} and ringing_at > ${moment('texted_since')} and ${texted}),
  'wrote', case when ${text('wrote_to_line')} is not null then (select max(at) from same, lateral (
      select at from ${conversations} c where c.tenant_id = ${text('tenant')} and c.caller_id = same.id
        and c.line_id = ${text('line')} order by at desc limit 1) w) end,
  'recent', (select jsonb_agg(ringing_at) from ${calls} where ${ofCaller}
    and line_id = ${text('line')} and direction = 'INBOUND' and ringing_at > ${moment('recent_since')}),
  'open', (select count(*) from ${calls} where ${ofLine} 
    and (status = 'RINGING' or (status = 'ANSWERED' and answered_at > now() - interval '4 hours'))),
  'bridges', (select jsonb_agg(jsonb_build_object('name', name, 'state', state, 'reportedAt', reported_at))
    from ${recordingBridges} where ${ofTenant}),
  'presence', (select jsonb_agg(jsonb_build_object('state', state, 'at', at)) from ${presence} where ${ofLine}),
  'rejects', ${doneLately('reject')},
  'texts', ${doneLately('text')})`;

/** The facts alone, without a signal. */
export async function readPerimeterFacts(
  db: Database,
  q: PerimeterQuestion & {
    readonly tenantId: TenantId;
    readonly lineId: LineId;
    readonly addresses: readonly CallerAddress[];
  },
): Promise<PerimeterFacts> {
  const [row] = await db.run(factsAlone, {
    tenant: q.tenantId,
    line: q.lineId,
    addresses: toJson(q.addresses),
    ...perimeterParameters(q),
  });
  if (!row) throw new Error('perimeter_facts returned no row');
  return perimeterFromRow(row.facts);
}

const factsAlone = reading<{ facts: PerimeterRow }>(
  'perimeter_facts',
  sql`with ${callersNamed} select ${perimeterFacts} as facts`,
);
