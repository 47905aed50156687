import { expect, it } from 'vitest';
import { createOutbox } from '../../../src/graphql/callbacks/outbox.ts';
import { createUnreadBytes } from '../../../src/graphql/unread-bytes.ts';

it('an outbox measures each message once, however many wait', async () => {
  const outbox = createOutbox(createUnreadBytes(1_000_000), () => {});
  let reads = 0;
  const messages = Array.from({ length: 50 }, () => ({
    action: 'next' as const,
    get fields() {
      reads += 1;
      return ',"payload":{}';
    },
  }));
  for (const message of messages) outbox.push([message]);
  const sent = [];
  for (const _ of messages) sent.push(await outbox.next());
  expect({ reads, areInOrder: sent.every((one, n) => one === messages[n]) }).toEqual({
    reads: messages.length,
    areInOrder: true,
  });
});

it('an outbox counts what waits, and neither what is being sent nor what was dropped', async () => {
  const unread = createUnreadBytes(100);
  const outbox = createOutbox(unread, () => {});
  const [first, second] = ['é'.repeat(20), 'x'.repeat(30)].map((fields) => ({
    action: 'next' as const,
    fields,
  }));
  const seen: boolean[] = [];
  // It is tight beyond 50 bytes.
  const look = () => seen.push(unread.isTight);
  if (first) outbox.push([first]);
  look();
  if (second) outbox.push([second]);
  look();
  await outbox.next();
  look();
  outbox.seal([{ action: 'complete', fields: 'x'.repeat(40) }]);
  look();
  outbox.close();
  look();
  expect(seen).toEqual([false, true, false, true, false]);
});
