import { expect, it } from 'vitest';
import { createPace } from '../../src/cli/calls/pace.ts';

it('lets ten a second go, and after a stop of the service not many at once', () => {
  const pace = createPace(10, 0);
  const takesMs = [20, 0, 130, 4000, 20, 20];
  let now = 0;
  const sentAt = takesMs.map((ms) => {
    const sent = now;
    now += ms;
    now += pace(now);
    return sent;
  });
  expect(sentAt).toEqual([0, 100, 200, 330, 4330, 4430]);
});
