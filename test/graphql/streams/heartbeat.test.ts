import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Delivery } from '../../../src/graphql/callbacks/courier.ts';
import { startHeartbeat } from '../../../src/graphql/callbacks/heartbeat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** When checks are sent, in ms, if each takes `takesMs` and the last of `answers` repeats. */
async function sentAt(takesMs: number, answers: readonly Delivery[], withinMs = 3000) {
  const began = Date.now();
  const sent: number[] = [];
  const ends: Delivery[] = [];
  const stop = startHeartbeat(
    600,
    async () => {
      sent.push(Date.now() - began);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return answers[Math.min(sent.length, answers.length) - 1] ?? taken;
    },
    (delivery) => ends.push(delivery),
  );
  await vi.advanceTimersByTimeAsync(withinMs);
  stop();
  await vi.advanceTimersByTimeAsync(withinMs);
  return { sent, ends };
}

const taken: Delivery = { is: 'taken' };

it.each([
  ['every interval where the router is fast', 10, [600, 1200, 1800, 2400, 3000]],
  ['as soon as the one before is over where the router is slower', 900, [600, 1500, 2400]],
])('sends checks %s, and none once it is stopped', async (_when, takesMs, times) => {
  expect(await sentAt(takesMs, [taken])).toEqual({ sent: times, ends: [] });
});

it('ends once with what a router answers that takes no more', async () => {
  const gone: Delivery = { is: 'gone' };
  expect(await sentAt(900, [taken, gone])).toEqual({ sent: [600, 1500], ends: [gone] });
});
