import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import type { TenantId } from '../../../call/ids.ts';
import { isUnavailable } from '../database-errors.ts';
import type { ConnectionSettings } from './connection.ts';
import { type Lane, openLane, type Session } from './lane.ts';
import { leastBusy } from './least-busy.ts';

/** Several connections. One that breaks is replaced, and the others stay. */
export interface Lanes<S extends Session> {
  leastBusy(tenantId: TenantId | null): Lane<S>;
  /** Counts the statement at once, so that the next one is sent elsewhere. */
  run<Answer>(lane: Lane<S>, send: (session: S) => Promise<Answer>): Promise<Answer>;
  /** Called after a timeout or an answer of a standby: the connections may be broken, or lead to a server that cannot write. */
  replaceSuspect(): void;
  end(): Promise<void>;
}

export interface LanesSettings<S extends Session> extends ConnectionSettings {
  readonly count: number;
  readonly begin: (sql: postgres.Sql) => S;
  /** A connection may have become free. */
  readonly onFree?: () => void;
}

/** A connection that fails at once is always idle and would attract the statements, so it is left alone and tried this often. */
const triedEveryMs = 1000;

export function openLanes<S extends Session>(settings: LanesSettings<S>): Lanes<S> {
  const { count, begin, onFree = () => {} } = settings;
  const lanes = Array.from({ length: count }, () => openLane(settings, begin));
  /** Those for which `tryUntilAnswered` runs. A caller's statement may be answered while it pauses, and a later one fail. */
  const tried = new Set<Lane<S>>();
  let isClosing = false;

  async function run<Answer>(lane: Lane<S>, send: (session: S) => Promise<Answer>) {
    const session = lane.session();
    if (session.unanswered === 0) session.activeAt = performance.now();
    session.unanswered++;
    try {
      const answer = await send(session);
      if (lane.session() === session) lane.isDown = false;
      return answer;
    } catch (error) {
      if (isUnavailable(error)) leaveAlone(lane);
      throw error;
    } finally {
      session.unanswered--;
      session.lastTookMs = performance.now() - session.activeAt;
      session.activeAt += session.lastTookMs;
      onFree();
    }
  }

  function leaveAlone(lane: Lane<S>): void {
    lane.isDown = true;
    if (!tried.has(lane)) void tryUntilAnswered(lane);
  }

  async function tryUntilAnswered(lane: Lane<S>): Promise<void> {
    tried.add(lane);
    while (lane.isDown) {
      await sleep(triedEveryMs, undefined, { ref: false });
      if (isClosing) return;
      // If it fails, it is tried again.
      if (lane.isDown) await tryOut(lane).catch(() => {});
    }
    tried.delete(lane);
  }

  /** With a statement of its own, so that no caller's statement fails. */
  function tryOut(lane: Lane<S>): Promise<void> {
    const overdue = setTimeout(lane.connection.replaceSuspect, settings.statementTimeoutMs).unref();
    return run(lane, async ({ sql }) => {
      await sql.unsafe('select 1').finally(() => clearTimeout(overdue));
    });
  }

  return {
    leastBusy: (tenantId) => leastBusy(lanes, tenantId),
    run,
    replaceSuspect() {
      for (const { connection } of lanes) connection.replaceSuspect();
      onFree();
    },
    async end() {
      isClosing = true;
      await Promise.all(lanes.map(({ connection }) => connection.end()));
    },
  };
}
