import postgres from 'postgres';
import { newId } from '../../../src/call/ids.ts';
import { get } from '../../support/client.ts';

/** Where what happens comes from. */
export interface Place {
  readonly tenantId: string;
  readonly lineId: string;
}

export type Happening =
  | { readonly rang: number; readonly fate: Fate; readonly on?: Place }
  | { readonly wrote: number; readonly on?: Place };

interface Fate {
  readonly status: string;
  readonly endReason?: string;
  readonly answered?: boolean;
  readonly policy?: string;
  readonly variant?: string;
  readonly reason?: string;
  readonly direction?: string;
  readonly group?: boolean;
}

export const answered: Fate = { status: 'ENDED', answered: true };
export const missed: Fate = { status: 'MISSED' };
export const rejectedByHand: Fate = { status: 'REJECTED', endReason: 'REJECTED_BY_US' };
export const rejected = (policy: string, more: Partial<Fate> = {}): Fate => ({
  ...rejectedByHand,
  policy,
  reason: 'UNWANTED',
  ...more,
});

/** When it all begins; happenings are so many hours later. */
export const begin = new Date('2026-03-01T00:00:00.000Z');
export const hour = (hours: number) => new Date(begin.getTime() + hours * 3_600_000);

/** Makes it so that this happened to these callers, each by a name of their own. */
export async function tell(
  databaseUrl: string,
  home: Place,
  story: Readonly<Record<string, readonly Happening[]>>,
): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    for (const [name, happenings] of Object.entries(story)) {
      for (const happening of happenings) await make(sql, name, happening, happening.on ?? home);
    }
  } finally {
    await sql.end();
  }
}

async function make(
  sql: postgres.Sql,
  name: string,
  happening: Happening,
  { tenantId, lineId }: Place,
): Promise<void> {
  const callerId = `clr_${name}`;
  await sql`insert into callers (tenant_id, id) values (${tenantId}, ${callerId}) on conflict do nothing`;
  if ('wrote' in happening) {
    const at = hour(happening.wrote);
    await sql`insert into conversations (tenant_id, caller_id, at, line_id)
      values (${tenantId}, ${callerId}, ${at}, ${lineId})`;
    return;
  }
  const { status, ...fate } = happening.fate;
  const at = hour(happening.rang);
  const call = {
    ...{ tenant_id: tenantId, id: newId('call'), line_id: lineId, caller_id: callerId, status },
    ...{ provider_call_id: 'theirs', caller_at_provider: name, media: 'VOICE', revision: 3 },
    ...{ inferred: false, provider_forbids_reject: false, refined: false, leg: 1 },
    direction: fate.direction ?? 'INBOUND',
    caller_is_group: fate.group ?? false,
    ringing_at: at,
    answered_at: fate.answered ? at : null,
    end_reason: fate.endReason ?? null,
    rejected_by_policy: fate.policy ?? null,
    copy_variant: fate.variant ?? null,
    rejection: fate.reason ? { reason: fate.reason } : null,
  };
  await sql`insert into calls select * from jsonb_populate_recordset(null::calls, ${sql.json([call])})`;
}

export interface Outcome {
  readonly callers: number;
  readonly cameBack: number;
  readonly wrote: number;
  readonly calledAndAnswered: number;
  readonly didNot: number;
  readonly pending: number;
}

export interface Report {
  readonly timeZone: string;
  readonly groups: readonly Group[];
  readonly baseline: Outcome;
  readonly buckets: readonly { startsAt: string; rejected: Outcome; baseline: Outcome }[];
}

interface Group {
  readonly policy: string | null;
  readonly reason: string | null;
  readonly copyVariant: string | null;
  readonly line: { readonly name: string } | null;
  readonly outcome: Outcome;
  readonly difference: { readonly difference: number } | null;
}

export async function askReport(url: string, key: string, more: object = {}): Promise<Report> {
  const input = { from: hour(0), to: hour(24 * 10), windowMs: 24 * 3_600_000, ...more };
  const { callAttrition } = await get<{ callAttrition: Report }>(url, key, query, { input });
  return callAttrition;
}

const query = `query ($input: CallAttritionInput!) { callAttrition(input: $input) {
    timeZone
    groups { policy reason copyVariant line { name } outcome { ...all } difference { difference low high } }
    baseline { ...all }
    buckets { startsAt rejected { ...all } baseline { ...all } } } }
  fragment all on CallAttritionOutcome {
    callers cameBack wrote calledAndAnswered didNot pending returnRate confidence { low high } }`;

/** `3 callers: 2 back (1 wrote, 1 called), 1 not` */
export function say({ callers, cameBack, wrote, calledAndAnswered, didNot, pending }: Outcome) {
  const back = `${cameBack} back (${wrote} wrote, ${calledAndAnswered} called)`;
  const rest = pending > 0 ? `${didNot} not, ${pending} pending` : `${didNot} not`;
  return `${callers} callers: ${back}, ${rest}`;
}

/** Each group by what it is told apart by. */
export function picture({ groups }: Report): Record<string, string> {
  const named = groups.map(({ policy, reason, copyVariant, line, outcome }) => {
    const causes = [policy, reason, copyVariant, line?.name].filter(Boolean);
    return [causes.join(' ') || 'all', say(outcome)];
  });
  return Object.fromEntries(named.sort());
}
