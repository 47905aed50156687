import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Guard } from '../chaos/guard.ts';
import type { Heard, Told, Wish } from './listeners.ts';

/** Sockets that all get the same events, in a process of its own: it shares no processor time with the clock. */
export interface Audience {
  /** From now until every socket has got so many more messages, in milliseconds. */
  next(messages: number, write: () => void): Promise<number>;
  /** The last of them. */
  readonly lastMessage: () => string;
  close(): void;
}

const file = fileURLToPath(new URL('listeners.ts', import.meta.url));
const openMs = 240_000;
const patienceMs = 60_000;

export async function openAudience(
  guard: Guard,
  url: string,
  count: number,
  wish?: Wish,
): Promise<Audience> {
  const child = fork(file, [JSON.stringify({ url, count, wish })]);
  if (child.pid !== undefined) guard.watch(child.pid);
  let last = '';

  function hear(withinMs: number): Promise<Heard> {
    const { promise, resolve, reject } = Promise.withResolvers<Heard>();
    const timer = setTimeout(() => reject(new Error('some messages did not come')), withinMs);
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the listeners ended with ${code}`)));
    return promise.finally(() => {
      clearTimeout(timer);
      child.removeAllListeners();
    });
  }

  function tell(told: Told): void {
    child.send(told);
  }

  try {
    await hear(openMs);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    async next(messages, write) {
      const ready = hear(patienceMs);
      tell({ messages });
      await ready;
      const heard = hear(patienceMs);
      const startedAt = process.hrtime.bigint();
      write();
      const { at, lastMessage } = await heard;
      last = lastMessage;
      return Number(BigInt(at) - startedAt) / 1e6;
    },
    lastMessage: () => last,
    close: () => void child.kill('SIGKILL'),
  };
}
