import type postgres from 'postgres';
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
  /** Send the statements that wait for a connection, oldest first. */
  const waiting: ((lane: Lane<Session>) => void)[] = [];

  function free(): Lane<Session> | null {
    const lane = lanes.leastBusy(null);
    return lane.session().unanswered === 0 ? lane : null;
  }

  function runWhenFree(send: Send): Promise<unknown[]> {
    const lane = free();
    if (lane) return lanes.run(lane, send);
    return new Promise((resolve) => {
      waiting.push((freed) => resolve(lanes.run(freed, send)));
    });
  }

  function useFree(): void {
    while (waiting.length > 0) {
      const lane = free();
      if (!lane) return;
      waiting.shift()?.(lane);
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
