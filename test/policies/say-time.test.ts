import { describe, expect, it } from 'vitest';
import { sayAgoBeyond } from '../../src/policies/say-time.ts';
import { day, decided, hour, minute, now } from './situation.ts';

describe('how long ago something was that is further back than a limit', () => {
  const rows: [ms: number, limitMs: number, said: string][] = [
    [25 * hour, day, '25 hours ago'],
    [47 * hour, day, '47 hours ago'],
    [2 * day, day, '2 days ago'],
    [3 * day + 2 * hour, 3 * day, '74 hours ago'],
    [day + minute, day, 'a little over 1 day ago'],
    [30 * day + 2 * hour, 30 * day, 'a little over 30 days ago'],
    [31 * day, 30 * day, '31 days ago'],
    [4 * day + 3 * hour, 4 * day, '99 hours ago'],
    [4 * day + 4 * hour, 4 * day, 'a little over 4 days ago'],
    [365 * day, 7 * day, '365 days ago'],
    [40 * hour, 36 * hour, '40 hours ago'],
    [90_000, minute, '90 seconds ago'],
    [minute + 1, minute, 'a little over 1 minute ago'],
    [1200, 1000, 'a little over 1 second ago'],
    [50 * hour, 0, '2 days ago'],
  ];
  it.each(rows)('%i ms and %i ms: %s', (ms, limitMs, said) => {
    expect(sayAgoBeyond(ms, limitMs)).toBe(said);
  });

  it('is what a decision says', () => {
    const lastConversationAt = new Date(now.getTime() - 25 * hour);
    const first = decided([{ conversationFirst: { withinMs: day } }], {
      caller: { lastConversationAt },
    });
    const throttle = { calls: 1, withinMs: minute, unlessConversationWithinMs: day };
    const throttled = decided([{ frequencyThrottle: throttle }], {
      caller: { lastConversationAt },
    });
    for (const { sentence } of [first, throttled]) {
      expect(sentence).toMatch(/ 25 hours ago, which is not within 1 day\.$/);
    }
  });
});
