import type postgres from 'postgres';
import { DatabaseUnavailableError } from '../database.ts';
import type { ConnectionSettings } from './connection.ts';
import { beginSession, type Lane, type Session } from './lane.ts';
import { type Lanes, openLanes } from './lanes.ts';

/** The connections of this process on which the service's own statements run. */
export interface Connections extends Pick<Lanes<Session>, 'replaceSuspect' | 'end'> {
  query(
    text: string,
    values?: (string | null)[],
    options?: postgres.UnsafeQueryOptions,
  ): Promise<unknown[]>;
}

export interface ConnectionsSettings extends ConnectionSettings {
  readonly count: number;
  /** Whether a connection takes statements before it has answered earlier ones. If not, statements wait for the first that is free. */
  readonly isPipelined: boolean;
}

type Send = (session: Session) => Promise<unknown[]>;

export function openConnections(settings: ConnectionsSettings): Connections {
  const lanes = openLanes({ ...settings, begin: beginSession, onFree: useFree });
  /** Each sends a statement that waits for a connection. Oldest first. */
  const waiting = new Set<(lane: Lane<Session>) => void>();

  /** A connection without unanswered statements; null if there is none. The sessions here are of no tenant (`leastBusy(null)`). */
  function free(): Lane<Session> | null {
    const lane = lanes.leastBusy(null);
    return lane.session().unanswered === 0 ? lane : null;
  }

  /** After the timeout the statement is never sent, because its caller has been told that it failed. */
  function runWhenFree(send: Send): Promise<unknown[]> {
    const lane = free();
    if (lane) return lanes.run(lane, send);
    return new Promise((resolve, reject) => {
      const sendOn = (freed: Lane<Session>) => {
        clearTimeout(timer);
        resolve(lanes.run(freed, send));
      };
      const timer = setTimeout(() => {
        waiting.delete(sendOn);
        reject(new DatabaseUnavailableError('no connection was free: the statement was not sent'));
      }, settings.statementTimeoutMs);
      waiting.add(sendOn);
    });
  }

  function useFree(): void {
    for (const sendOn of waiting) {
      const lane = free();
      if (!lane) return;
      waiting.delete(sendOn);
      sendOn(lane);
    }
  }

  return {
    query(text, values, options) {
      const send: Send = ({ sql }) => sql.unsafe(text, values, options);
      return settings.isPipelined ? lanes.run(lanes.leastBusy(null), send) : runWhenFree(send);
    },
    replaceSuspect: lanes.replaceSuspect,
    end: lanes.end,
  };
}
