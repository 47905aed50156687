import { expect, it } from 'vitest';
import { createInbox } from '../../src/client/inbox.ts';

it('a consumer that falls behind gets what waits, and then the end, so that it resumes from there', async () => {
  let ends = 0;
  const inbox = createInbox<number>(3, () => {
    ends += 1;
  });
  for (const event of [1, 2, 3, 4, 5]) inbox.put(event);
  const got: number[] = [];
  for await (const event of inbox) got.push(event);
  expect({ got, ends }).toEqual({ got: [1, 2, 3], ends: 1 });
});
