import { setTimeout as sleep } from 'node:timers/promises';
import { openServerSent, openSocket, type StreamEvent } from './event-stream.ts';
import type { Note } from './history.ts';
import type { Random } from './random.ts';

/** Reads the events, is cut off again and again, and goes on elsewhere with the last cursor it has. */
export interface Subscriber {
  readonly name: string;
  readonly filter: SubscriberWish['filter'];
  lastCursor(): string | null;
  /** From now on it stays. */
  settle(): void;
  stop(): Promise<void>;
}

export interface SubscriberWish {
  readonly name: string;
  readonly transport: 'socket' | 'server-sent';
  readonly filter: { readonly lineIds?: readonly string[]; readonly kinds?: readonly string[] };
  readonly replicas: readonly { readonly name: string; readonly url: string }[];
  readonly key: string;
  readonly note: Note;
  readonly random: Random;
}

const maxSessions = 20_000;

export function startSubscriber(wish: SubscriberWish): Subscriber {
  const { name, filter, note, random } = wish;
  const open = wish.transport === 'socket' ? openSocket : openServerSent;
  let last: string | null = null;
  let before: string | null = null;
  let settled = false;
  let stopped = false;
  let drop = () => {};

  async function run(): Promise<void> {
    for (let session = 1; session <= maxSessions && !stopped; session++) {
      // Routers replay: they come back with the cursor of the operation that they know.
      const after = before !== null && random.chance(0.15) ? before : last;
      before = after;
      const because = await read(session, after);
      note({ is: 'unsubscribed', subscriber: name, session, because });
      if (because !== 'dropped') await sleep(random.between(20, 200));
    }
  }

  async function read(session: number, after: string | null): Promise<string> {
    const { name: replica, url } = random.pick(wish.replicas);
    const { lineIds: lines, kinds } = filter;
    note({ is: 'subscribed', subscriber: name, session, replica, after, lines, kinds });
    const { promise, resolve } = Promise.withResolvers<string>();
    const onEvent = ({ id, cursor, previousCursor, kind, call }: StreamEvent) => {
      last = cursor;
      note({ is: 'event', subscriber: name, session, id, cursor, previousCursor, kind, call });
    };
    const stream = open({ url, key: wish.key, after, filter, onEvent, onEnd: resolve });
    drop = () => stream.drop();
    const patience = setTimeout(
      () => {
        if (!settled) drop();
      },
      random.between(200, 5000),
    );
    try {
      return await promise;
    } finally {
      clearTimeout(patience);
    }
  }

  const running = run();
  return {
    name,
    filter,
    lastCursor: () => last,
    settle() {
      settled = true;
    },
    async stop() {
      stopped = true;
      drop();
      await running;
    },
  };
}
