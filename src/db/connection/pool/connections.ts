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

interface Member {
  readonly connection: Connection;
  session: Session | null;
  /** Its last statement failed because the database was unavailable. */
  isDown: boolean;
}

/** Until the connection is replaced. */
interface Session {
  readonly sql: postgres.Sql;
  unanswered: number;
}

export function openConnections(settings: ConnectionSettings, count: number): Connections {
  const members: Member[] = Array.from({ length: count }, () => ({
    connection: openConnection(settings),
    session: null,
    isDown: false,
  }));

  return {
    async query(text, values, options) {
      const member = leastBusy(members);
      const session = sessionOf(member);
      session.unanswered++;
      try {
        const rows = await session.sql.unsafe(text, values, options);
        member.isDown = false;
        return rows;
      } catch (error) {
        member.isDown = isUnavailable(error);
        throw error;
      } finally {
        session.unanswered--;
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
  if (member.session?.sql !== sql) member.session = { sql, unanswered: 0 };
  return member.session;
}

/**
 * The first of those that are idle, as the driver's own pool would not choose: it takes each in turn, and a server process that has
 * just answered still has its plans and tables in the processor's caches.
 */
function leastBusy(members: readonly Member[]): Member {
  return members.reduce((best, one) => (load(one) < load(best) ? one : best));
}

/** One that fails at once is always idle, so it counts as if it were busy: others that are idle are preferred. */
function load({ session, isDown }: Member): number {
  return (session?.unanswered ?? 0) + (isDown ? 1 : 0);
}
