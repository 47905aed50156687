import { createTurns, type Turns } from '../streams/turns.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import type { CallbackMessage } from './courier.ts';

/** The messages of one subscription that are sent in order and are not sent yet. */
export interface Outbox {
  /** Lets operations run only while there is room: no message waits and none is being sent. */
  readonly turns: Turns;
  push(messages: readonly CallbackMessage[]): void;
  /** Waits for a message, which counts as being sent until the next call. Resolves to null if no message will come. */
  next(): Promise<CallbackMessage | null>;
  /** Queues the last messages, and takes no more. */
  seal(last: readonly CallbackMessage[]): void;
  /** Drops everything. */
  close(): void;
}

/** `sealed`: what is queued is still sent, and nothing more is accepted. `closed`: nothing is sent any more. */
type State = 'open' | 'sealed' | 'closed';

/** Calls `cutOff` if all clients together have too many bytes unread, and this one has read nothing for the longest time. */
export function createOutbox(unread: UnreadBytes, cutOff: () => void): Outbox {
  const queue: { readonly message: CallbackMessage; readonly bytes: number }[] = [];
  /** The bytes of the queue. Those of the message that is being sent are not counted. */
  let queuedBytes = 0;
  let state: State = 'open';
  let isSending = false;
  let wake = () => {};
  // An outbox that is not open has room, because otherwise operations would wait for room forever.
  const turns = createTurns(() => state !== 'open' || (queue.length === 0 && !isSending));
  const account = unread.open({ count: () => queuedBytes, cutOff });

  function enqueue(messages: readonly CallbackMessage[]): void {
    for (const message of messages) {
      const bytes = Buffer.byteLength(message.fields);
      queue.push({ message, bytes });
      queuedBytes += bytes;
    }
  }

  function dequeue(): CallbackMessage | undefined {
    const first = queue.shift();
    queuedBytes -= first?.bytes ?? 0;
    return first?.message;
  }

  function changed(): void {
    account.changed();
    wake();
  }

  return {
    turns,
    push(messages) {
      if (state !== 'open') return;
      enqueue(messages);
      changed();
    },
    async next() {
      isSending = false;
      for (;;) {
        if (state === 'closed') return null;
        const message = dequeue();
        isSending = message !== undefined;
        account.changed();
        if (message) return message;
        if (state === 'sealed') return null;
        turns.roomChanged();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    seal(last) {
      if (state !== 'open') return;
      state = 'sealed';
      enqueue(last);
      turns.roomChanged();
      changed();
    },
    close() {
      state = 'closed';
      queue.length = 0;
      queuedBytes = 0;
      account.close();
      turns.roomChanged();
      wake();
    },
  };
}
