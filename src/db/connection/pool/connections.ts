import type postgres from 'postgres';
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
  unanswered: number;
}

export function openConnections(settings: ConnectionSettings, count: number): Connections {
  const members: Member[] = Array.from({ length: count }, () => ({
    connection: openConnection(settings),
    unanswered: 0,
  }));

  return {
    async query(text, values, options) {
      const member = leastBusy(members);
      member.unanswered++;
      try {
        return await member.connection.current().unsafe(text, values, options);
      } finally {
        member.unanswered--;
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

/**
 * The first of those that are idle, as the driver's own pool would not choose: it takes each in turn, and a server process that has
 * just answered still has its plans and tables in the processor's caches.
 */
function leastBusy(members: readonly Member[]): Member {
  return members.reduce((best, one) => (one.unanswered < best.unanswered ? one : best));
}
