import type postgres from 'postgres';
import { isUnavailable } from '../database-errors.ts';
import { type Connection, type ConnectionSettings, openConnection } from './connection.ts';

/** The connections of this process on which the service's own statements run. Each is replaced by itself when it breaks. */
export interface Connections {
  query(
    text: string,
    values?: (string | null)[],
    options?: postgres.UnsafeQueryOptions,
  ): Promise<unknown[]>;
  /** Called after a timeout or an answer of a standby: the connections may be broken, or lead to a server that cannot write. */
  replaceSuspect(): void;
  end(): Promise<void>;
}

export interface ConnectionsSettings extends ConnectionSettings {
  readonly count: number;
  /** Whether a connection takes statements before it has answered earlier ones. If not, statements wait for the first that is free. */
  readonly isPipelined: boolean;
}

interface Member {
  readonly connection: Connection;
  session: Session | null;
  /** Until this time it is left alone, because it broke or could not be opened. */
  downUntil: number;
}

/** Until the connection is replaced. */
interface Session {
  readonly sql: postgres.Sql;
  unanswered: number;
  /** When it was last idle or answered. */
  activeAt: number;
}

/** A connection that fails at once is always idle and would attract the statements. After this time one of them tries it again. */
const leftAloneMs = 1000;

export function openConnections(settings: ConnectionsSettings): Connections {
  const members: Member[] = Array.from({ length: settings.count }, () => ({
    connection: openConnection(settings),
    session: null,
    downUntil: 0,
  }));
  /** Statements that wait for a connection, oldest first. */
  const waiting: (() => void)[] = [];

  /** Counts the statement at once, so that the next one is sent elsewhere. */
  function take(): { member: Member; session: Session } {
    const member = leastBusy(members);
    const session = sessionOf(member);
    if (session.unanswered === 0) session.activeAt = performance.now();
    session.unanswered++;
    return { member, session };
  }

  async function takeFree(): Promise<{ member: Member; session: Session }> {
    while (sessionOf(leastBusy(members)).unanswered > 0) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    return take();
  }

  return {
    async query(text, values, options) {
      const { member, session } = settings.isPipelined ? take() : await takeFree();
      try {
        return await session.sql.unsafe(text, values, options);
      } catch (error) {
        if (isUnavailable(error)) member.downUntil = performance.now() + leftAloneMs;
        throw error;
      } finally {
        session.unanswered--;
        session.activeAt = performance.now();
        waiting.shift()?.();
      }
    },
    replaceSuspect() {
      for (const { connection } of members) connection.replaceSuspect();
    },
    async end() {
      await Promise.all(members.map(({ connection }) => connection.end()));
    },
  };
}

function sessionOf(member: Member): Session {
  const sql = member.connection.current();
  if (member.session?.sql !== sql) member.session = { sql, unanswered: 0, activeAt: 0 };
  return member.session;
}

/**
 * The first of those that are idle, as the driver's own pool would not choose: it takes each in turn, and a server process that has
 * just answered still has its plans and tables in the processor's caches. One that is down is taken only if all are.
 */
function leastBusy(members: readonly Member[]): Member {
  const now = performance.now();
  const up = members.filter(({ downUntil }) => downUntil <= now);
  return (up.length > 0 ? up : members).reduce((best, one) =>
    isBetter(sessionOf(one), sessionOf(best)) ? one : best,
  );
}

/** Of two that are equally busy the one that was active last, because the other may be waiting for a lock. */
function isBetter(one: Session, best: Session): boolean {
  if (one.unanswered !== best.unanswered) return one.unanswered < best.unanswered;
  return one.unanswered > 0 && one.activeAt > best.activeAt;
}
