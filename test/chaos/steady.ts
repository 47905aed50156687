import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { cursorsOf } from '../support/cursors.ts';
import type { ChaosLine } from './callers.ts';
import { type Replica, sealKey } from './replica.ts';
import type { Subscriber } from './subscriber.ts';

const toCursor = cursorsOf(sealKey);

export interface SteadyParts {
  readonly sql: postgres.Sql;
  readonly replicas: readonly Replica[];
  readonly subscribers: readonly Subscriber[];
  /** What the driver still waits for. */
  readonly waiting: () => number;
}

export type Steadiness =
  | { readonly is: 'steady'; readonly afterMs: number }
  | { readonly is: 'unsteady'; readonly afterMs: number; readonly because: string };

/** Waits until nothing is left to do and everybody has seen everything; gives up after a while and says what is left. */
export async function waitForSteadiness(parts: SteadyParts, since: number): Promise<Steadiness> {
  for (;;) {
    const because = await whatIsLeft(parts).catch((error: unknown) => String(error));
    const afterMs = Date.now() - since;
    if (because === null) return { is: 'steady', afterMs };
    if (afterMs > 25_000) return { is: 'unsteady', afterMs, because };
    await sleep(100);
  }
}

/** A line may be without a listener for as long as the lease of one that died. */
const earsPatienceMs = 20_000;

/**
 * Waits until the calls that stand where we listen are known, and those that are over as well, as they must be by then;
 * the checker says so if they are not.
 */
export async function waitForEars(
  sql: postgres.Sql,
  rung: readonly { readonly line: ChaosLine; readonly call: string }[],
): Promise<void> {
  const until = Date.now() + earsPatienceMs;
  const listened = rung.filter(({ line }) => line.listening);
  while (Date.now() < until) {
    const known = await sql`select provider_call_id as call, status from calls`;
    const statuses = new Map(known.map(({ call, status }) => [call, status]));
    const isRight = ({ line, call }: (typeof listened)[number]) =>
      line.truth(call) === 'OVER' ? statuses.get(call) !== 'ANSWERED' : statuses.has(call);
    if (listened.every(isRight)) return;
    await sleep(200);
  }
}

async function whatIsLeft(parts: SteadyParts): Promise<string | null> {
  const { sql, replicas, subscribers } = parts;
  if (parts.waiting() > 0) return `the driver waits for ${parts.waiting()} things`;
  const ready = await Promise.all(replicas.map((replica) => replica.isReady()));
  const asleep = replicas.filter((_, n) => !ready[n]).map(({ name }) => name);
  if (asleep.length > 0) return `${asleep.join(', ')} not ready`;
  const [open] = await sql`
    select (select count(*) from effects where state in ('PENDING', 'IN_FLIGHT'))::int as effects,
      (select count(*) from calls where status in ('RINGING', 'REJECTING')
        and ring_deadline_at < now() - interval '1 second')::int as overdue`;
  if (open?.effects > 0) return `${open?.effects} effects are not settled`;
  if (open?.overdue > 0) return `${open?.overdue} calls ring past their limit`;
  for (const subscriber of subscribers) {
    const end = await lastCursorFor(sql, subscriber);
    if (subscriber.lastCursor() !== end) return `${subscriber.name} has not seen the last event`;
  }
  return null;
}

async function lastCursorFor(sql: postgres.Sql, { filter }: Subscriber): Promise<string | null> {
  const { lineIds, kinds } = filter;
  const [row] = await sql`select epoch, xid::text, id::text from journal where true
    ${lineIds ? sql`and line_id in ${sql(lineIds)}` : sql``}
    ${kinds ? sql`and kind in ${sql(kinds)}` : sql``}
    order by journal.epoch desc, journal.xid desc, journal.id desc limit 1`;
  if (!row) return null;
  return toCursor({ epoch: row.epoch, xid: BigInt(row.xid), id: BigInt(row.id) });
}
