import { vi } from 'vitest';
import type { Heard, ProviderLine, RecordedCall } from '../../../src/providers/provider.ts';
import { afterwards } from '../outgoing/loopback.ts';

export interface Hearing {
  readonly heard: readonly Heard[];
  /** Until what was heard satisfies this. */
  until(check: (heard: readonly Heard[]) => void): Promise<void>;
  /** Settles when the listening does. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Listens to a line until the test is over. */
export function hear(line: ProviderLine, recorded: readonly RecordedCall[] = []): Hearing {
  const calledOff = new AbortController();
  const heard: Heard[] = [];

  async function take(): Promise<void> {
    if (!line.listen) throw new Error('This line cannot be listened to.');
    for await (const item of line.listen(calledOff.signal, recorded)) heard.push(item);
  }

  const ended = take();
  ended.catch(() => undefined);
  async function stop(): Promise<void> {
    calledOff.abort();
    await ended;
  }
  afterwards(() => stop().catch(() => undefined));
  return {
    heard,
    until: (check) => vi.waitFor(() => check(heard), { timeout: 15_000, interval: 5 }),
    ended,
    stop,
  };
}
