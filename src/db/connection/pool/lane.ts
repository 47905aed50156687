import type postgres from 'postgres';
import type { TenantId } from '../../../call/ids.ts';
import { type Connection, type ConnectionSettings, openConnection } from './connection.ts';

/** A connection and what is known about it, for the choice among several (`least-busy.ts`). */
export interface Lane<S extends Session> {
  readonly connection: Connection;
  /** The session of the current connection: a new one after the connection was replaced. */
  session(): S;
  /** The connection broke or could not be opened, and has not answered since. */
  isDown: boolean;
}

/** What is known of one connection until it is replaced. */
export interface Session {
  readonly sql: postgres.Sql;
  /** The tenant that the session was told last. Null if it was told none. */
  tenantId: TenantId | null;
  unanswered: number;
  /** When the session last answered, or was last idle. */
  activeAt: number;
  /** The time from the previous `activeAt` to the last answer. */
  lastTookMs: number;
}

export function openLane<S extends Session>(
  settings: ConnectionSettings,
  begin: (sql: postgres.Sql) => S,
): Lane<S> {
  const connection = openConnection(settings);
  let session: S | null = null;
  return {
    connection,
    session() {
      const sql = connection.current();
      if (session?.sql !== sql) session = begin(sql);
      return session;
    },
    isDown: false,
  };
}

export function beginSession(sql: postgres.Sql): Session {
  return { sql, tenantId: null, unanswered: 0, activeAt: 0, lastTookMs: 0 };
}
