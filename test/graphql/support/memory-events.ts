import { RequestError } from '../../../src/access/errors.ts';
import type { Call } from '../../../src/call/call.ts';
import type { JournalKind } from '../../../src/call/journal.ts';
import type { CallEvent, EventStream } from '../../../src/use-cases/calls.ts';
import { ringingAt } from './samples.ts';

/** A journal in memory. Cursors are `c1`, `c2` ...; everything after `expired` is gone, and `malformed` is no cursor. */
export function createMemoryEvents() {
  const log: CallEvent[] = [];
  const wakeUps = new Set<() => void>();
  let openStreams = 0;

  function read(after: string | null): EventStream {
    if (after === 'malformed') throw new RequestError('BAD_USER_INPUT', 'after: not a cursor.');
    let at = after === null ? log.length : Number(after.slice(1));
    let isOver = false;
    let wakeUp = () => {};
    openStreams += 1;
    return {
      choice: 'all',
      loaded: 0,
      load: async () => {},
      get after() {
        return `c${at}`;
      },
      get isShareable() {
        return after !== 'expired' && at >= log.length;
      },
      moveTo(cursor) {
        at = Number(cursor.slice(1));
      },
      async ready() {
        if (after === 'expired') {
          throw new RequestError('CURSOR_EXPIRED', 'Begin again without `after`.');
        }
        while (!isOver && at >= log.length) {
          await new Promise<void>((resolve) => {
            wakeUp = resolve;
            wakeUps.add(resolve);
          });
        }
        return !isOver;
      },
      take: () => (isOver || at >= log.length ? undefined : log[at++]),
      async next() {
        if (!(await this.ready())) return { done: true, value: undefined };
        return { done: false, value: log[at++] as CallEvent };
      },
      async return() {
        if (!isOver) openStreams -= 1;
        isOver = true;
        wakeUp();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  function record(kind: JournalKind, call: Call, cause?: string): CallEvent {
    const number = log.length + 1;
    const event: CallEvent = {
      id: `event_${number}`,
      cursor: `c${number}`,
      previousCursor: number > 1 ? `c${number - 1}` : null,
      kind,
      occurredAt: ringingAt,
      recordedAt: ringingAt,
      actor: { kind: 'PROVIDER', name: 'Pilot Status' },
      cause,
      ...{ snapshot: call, call },
    };
    log.push(event);
    for (const wakeUp of wakeUps) wakeUp();
    wakeUps.clear();
    return event;
  }

  return { log, read, record, openStreams: () => openStreams };
}
