import { sql } from 'drizzle-orm';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { BridgeReport, PresenceReport } from '../../policies/facts.ts';
import { callersNamed } from '../callers/known-callers.ts';
import type { Database } from '../connection/database.ts';
import type { Parameters } from '../connection/statement.ts';
import { moment, reading, text, toJson } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';
import { conversations } from '../tables/conversations.ts';
import { presence, recordingBridges } from '../tables/reports.ts';
import { openCalls } from './open-calls.ts';
import { rejectsLately, textsLately } from './rejects-and-texts-lately.ts';
import { lastTextedAt, textPendingSince } from './texts-to-caller.ts';

/** What policies may take into account, read in one snapshot. */
export interface PerimeterFacts {
  /** When the caller was last texted. A text with an unknown outcome counts. */
  readonly lastTextedAt?: Date;
  /** When the newest unsettled text was planned. */
  readonly textPendingSince?: Date;
  /** Present only if the question asks for it. */
  readonly lastConversationWithLineAt?: Date;
  /** When the caller's recent calls to this line began to ring. */
  readonly recentCalls: readonly Date[];
  /** 0 if the question does not ask for it. */
  readonly openCallsOnLine: number;
  readonly recordingBridges: readonly BridgeReport[];
  readonly presence: readonly PresenceReport[];
  /** Rejections and texts by policies on this line within the last minute. */
  readonly rejectsLately: number;
  readonly textsLately: number;
}

export interface PerimeterQuestion {
  /** Earlier calls are not among `recentCalls`. */
  readonly recentSince: Date;
  /** Texts about calls that rang before this do not count. */
  readonly textedSince: Date;
  /** Texts after this do not count. Absent for a ring: a text that another process has just sent may be later by that process's clock. */
  readonly textedUntil?: Date;
  /** Whether to read when the caller last wrote to this line. */
  readonly conversationWithLine: boolean;
  /** Whether to count the open calls on the line. */
  readonly openCalls: boolean;
  /** The line that sends the texts of this line, if another line is set for that. */
  readonly textVia?: LineId;
}

/** Without a question all are null: `readSignalFacts` then sends the same parameters to a statement without `perimeterFacts`. */
export function perimeterParameters(question: PerimeterQuestion | null): Parameters {
  return {
    recent_since: question?.recentSince.toISOString() ?? null,
    texted_since: question?.textedSince.toISOString() ?? null,
    texted_until: question?.textedUntil?.toISOString() ?? null,
    wrote_to_line: question?.conversationWithLine ? 'yes' : null,
    open_calls: question?.openCalls ? 'yes' : null,
    texts_via: question?.textVia ?? null,
  };
}

export interface PerimeterRow {
  readonly texted: string | null;
  readonly pending: string | null;
  readonly wrote: string | null;
  readonly recent: string[] | null;
  readonly open: number | null;
  readonly bridges: (Omit<BridgeReport, 'reportedAt'> & { reportedAt: string })[] | null;
  readonly presence: { state: PresenceReport['state']; at: string }[] | null;
  readonly rejects: number;
  readonly texts: number;
}

export function perimeterFromRow(row: PerimeterRow): PerimeterFacts {
  return {
    ...(row.texted !== null && { lastTextedAt: new Date(row.texted) }),
    ...(row.pending !== null && { textPendingSince: new Date(row.pending) }),
    ...(row.wrote !== null && { lastConversationWithLineAt: new Date(row.wrote) }),
    recentCalls: (row.recent ?? []).map((at) => new Date(at)),
    openCallsOnLine: row.open ?? 0,
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

/** One value of jsonb. Needs `callersNamed`, the parameters tenant and line, and those of `perimeterParameters`. */
export const perimeterFacts = sql`jsonb_build_object(
  'texted', ${lastTextedAt},
  'pending', ${textPendingSince},
  'wrote', case when ${text('wrote_to_line')} is not null then (select max(at) from same, lateral (
      select at from ${conversations} c where c.tenant_id = ${text('tenant')} and c.caller_id = same.id
        and c.line_id = ${text('line')} order by at desc limit 1) w) end,
  'recent', (select jsonb_agg(ringing_at) from ${calls} where ${ofTenant} and caller_id = any(array(select id from same))
    and line_id = ${text('line')} and direction = 'INBOUND' and ringing_at > ${moment('recent_since')}),
  'open', case when ${text('open_calls')} is not null then ${openCalls} end,
  'bridges', (select jsonb_agg(jsonb_build_object('name', name, 'state', state, 'reportedAt', reported_at))
    from ${recordingBridges} where ${ofTenant}),
  'presence', (select jsonb_agg(jsonb_build_object('state', state, 'at', at)) from ${presence} where ${ofLine}),
  'rejects', ${rejectsLately},
  'texts', ${textsLately})`;

/** Reads the facts alone, for a probe. For a signal they are read together with its call and caller. */
export async function readPerimeterFacts(
  db: Database,
  question: PerimeterQuestion & {
    readonly tenantId: TenantId;
    readonly lineId: LineId;
    readonly addresses: readonly CallerAddress[];
  },
): Promise<PerimeterFacts> {
  const [row] = await db.run(factsAlone, {
    tenant: question.tenantId,
    line: question.lineId,
    addresses: toJson(question.addresses),
    ...perimeterParameters(question),
  });
  if (!row) throw new Error('perimeter_facts returned no row');
  return perimeterFromRow(row.facts);
}

const factsAlone = reading<{ facts: PerimeterRow }>(
  'perimeter_facts',
  sql`with ${callersNamed} select ${perimeterFacts} as facts`,
);
