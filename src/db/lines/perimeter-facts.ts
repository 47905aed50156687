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
import { isByPolicy, mayBeSent, textedAt, textOf } from './texts-of-policies.ts';

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
  /** Whether to read when the caller last wrote to this line. */
  readonly conversationWithLine: boolean;
  /** Whether to count the open calls on the line. */
  readonly openCalls: boolean;
  /** The line that sends the texts of this line, if another line is set for that. */
  readonly textVia?: LineId;
}

/** Without a question all are null, for a statement of the same parameters that leaves `perimeterFacts` out. */
export function perimeterParameters(question: PerimeterQuestion | null): Parameters {
  return {
    recent_since: question?.recentSince.toISOString() ?? null,
    texted_since: question?.textedSince.toISOString() ?? null,
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

/** A call that was answered longer ago counts as over, because the provider may not have reported its end. */
const maxTalk = sql`interval '4 hours'`;
/** Bounds the scan of the index on the time at which calls began to ring. */
const maxTalkAndRing = sql`interval '1 day'`;

const ofTenant = sql`tenant_id = ${text('tenant')}`;
const ofLine = sql`${ofTenant} and line_id = ${text('line')}`;
/** Needs the CTE `same` of `callersNamed`: the caller's current and former ids. */
const ofCaller = sql`${ofTenant} and caller_id = any(array(select id from same))`;
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

const mayBeRejected = sql`(c.rejection->>'state' not in ('REFUSED', 'EXPIRED', 'ALREADY_OVER')
  or (c.rejection->>'mayHaveActed')::boolean)`;

/** A pending text counts, so that two concurrent calls lead to one text. */
const pendingSince = (recordedText: SQL, plannedAt: SQL): SQL => sql`case
  when ${recordedText}->>'state' in ('WAITING', 'SENDING') then ${plannedAt} end`;

/** The latest of the times that `timeOf` gives for the texts of the caller's calls. */
const newestTextOfCaller = (
  timeOf: (recordedText: SQL, plannedAt: SQL) => SQL,
): SQL => sql`(select max(greatest(
    ${timeOf(sql`(rejection->'followUp')`, sql`(rejection->>'requestedAt')::timestamptz`)},
    ${timeOf(sql`notice`, sql`ringing_at`)}))
  from ${calls} where ${ofCaller} and ringing_at > ${moment('texted_since')} and ${texted})`;

/**
 * One value of jsonb. `open` leaves out calls in REJECTING, which are about to end. Needs `callersNamed` and the parameters tenant, line,
 * recent_since, texted_since, wrote_to_line, open_calls and texts_via.
 */
export const perimeterFacts = sql`jsonb_build_object(
  'texted', ${newestTextOfCaller(textedAt)},
  'pending', ${newestTextOfCaller(pendingSince)},
  'wrote', case when ${text('wrote_to_line')} is not null then (select max(at) from same, lateral (
      select at from ${conversations} c where c.tenant_id = ${text('tenant')} and c.caller_id = same.id
        and c.line_id = ${text('line')} order by at desc limit 1) w) end,
  'recent', (select jsonb_agg(ringing_at) from ${calls} where ${ofCaller}
    and line_id = ${text('line')} and direction = 'INBOUND' and ringing_at > ${moment('recent_since')}),
  'open', case when ${text('open_calls')} is not null then (select count(*) from ${calls} where ${ofLine} and (status = 'RINGING'
    or (status = 'ANSWERED' and ringing_at > now() - ${maxTalkAndRing} and answered_at > now() - ${maxTalk}))) end,
  'bridges', (select jsonb_agg(jsonb_build_object('name', name, 'state', state, 'reportedAt', reported_at))
    from ${recordingBridges} where ${ofTenant}),
  'presence', (select jsonb_agg(jsonb_build_object('state', state, 'at', at)) from ${presence} where ${ofLine}),
  'rejects', ${doneLately('reject', mayBeRejected)},
  'texts', ${doneLately('text', mayBeSent(textOf(sql`e`, sql`c`)))})`;

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
