import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createThrottle } from '../../src/log/throttle.ts';
import { createLog } from '../../src/log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const lines: { message: string; n?: number; suppressed?: number }[] = [];
  const log = createLog('debug', (line) => lines.push(JSON.parse(line)));
  const picture = () =>
    lines.splice(0).map(({ n, suppressed }) => (suppressed ? `${n} after ${suppressed}` : `${n}`));
  return { log, picture };
}

describe('a failure that repeats', () => {
  it('is told in full five times, then once every ten seconds with how many were left out', () => {
    const { log, picture } = watched();
    for (let n = 1; n <= 100; n++) {
      log.warn('looking for due work failed', { n });
      vi.advanceTimersByTime(250);
    }
    expect(picture()).toEqual(['1', '2', '3', '4', '5', '40 after 35', '80 after 40']);
    vi.advanceTimersByTime(10_000);
    expect(picture()).toEqual(['100 after 20']);
  });

  it('is told in full again once it has been quiet for a while', () => {
    const { log, picture } = watched();
    for (let n = 1; n <= 6; n++) log.error('it failed', { n });
    vi.advanceTimersByTime(20_001);
    log.error('it failed', { n: 7 });
    expect(picture()).toEqual(['1', '2', '3', '4', '5', '6 after 1', '7']);
  });

  it('hides no other failure, and no debug line', () => {
    const { log, picture } = watched();
    const feed = log.child('feed');
    for (let n = 1; n <= 9; n++) log.error('it failed', { n });
    log.warn('it failed', { n: 10 });
    log.error('something else failed', { n: 11 });
    feed.error('it failed', { n: 12 });
    for (let n = 13; n <= 20; n++) log.debug('it failed', { n });
    expect(picture()).toEqual(['1', '2', '3', '4', '5', ...range(10, 20)]);
  });
});

it('hides no error whose id a client was given', () => {
  const { log, picture } = watched();
  for (let n = 1; n <= 9; n++) log.error('an operation failed', { n, errorId: `err_${n}` });
  expect(picture()).toEqual(range(1, 9));
});

it('keeps a bounded number of kinds apart, however many there are', () => {
  const throttle = createThrottle({ burst: 1, windowMs: 1000, maxKinds: 2 });
  const written: string[] = [];
  for (const kind of ['a', 'b', 'c', 'd', 'a']) throttle(kind, () => written.push(kind));
  expect(written).toEqual(['a', 'b', 'c']);
});

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`);
