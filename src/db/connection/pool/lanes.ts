import type postgres from 'postgres';
import type { TenantId } from '../../../call/ids.ts';
import { isUnavailable } from '../database-errors.ts';
import type { ConnectionSettings } from './connection.ts';
import { type Lane, openLane, type Session } from './lane.ts';
import { leastBusy } from './least-busy.ts';

/** Several connections. Each is replaced by itself when it breaks. */
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

/** A connection that fails at once is always idle and would attract the statements. After this time one of them tries it again. */
const leftAloneMs = 1000;

export function openLanes<S extends Session>(settings: LanesSettings<S>): Lanes<S> {
  const { count, begin, onFree = () => {} } = settings;
  const lanes = Array.from({ length: count }, () => openLane(settings, begin));

  return {
    leastBusy: (tenantId) => leastBusy(lanes, tenantId),
    async run(lane, send) {
      const session = lane.session();
      if (session.unanswered === 0) session.activeAt = performance.now();
      session.unanswered++;
      try {
        return await send(session);
      } catch (error) {
        if (isUnavailable(error)) lane.downUntil = performance.now() + leftAloneMs;
        throw error;
      } finally {
        session.unanswered--;
        session.activeAt = performance.now();
        onFree();
      }
    },
    replaceSuspect() {
      for (const { connection } of lanes) connection.replaceSuspect();
      onFree();
    },
    async end() {
      await Promise.all(lanes.map(({ connection }) => connection.end()));
    },
  };
}
