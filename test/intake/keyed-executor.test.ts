import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createKeyedExecutor } from '../../src/intake/listening/keyed-executor.ts';

it('does so many at once, and those that share a name in their order', async () => {
  const sideBySide = createKeyedExecutor(3);
  const done: string[] = [];
  let underWay = 0;
  let most = 0;
  const work = (name: string, ms: number) => async () => {
    most = Math.max(most, ++underWay);
    await sleep(ms);
    underWay -= 1;
    done.push(name);
  };
  await sideBySide.start(['a'], work('a1', 60));
  await sideBySide.start(['a', 'b'], work('a2', 1));
  await sideBySide.start(['b'], work('b1', 1));
  await sideBySide.start(['c'], work('c1', 1));
  await sideBySide.start(['d'], work('d1', 1));
  await sideBySide.settled();
  expect(done.filter((name) => /[ab]/.test(name))).toEqual(['a1', 'a2', 'b1']);
  expect(done.toSorted()).toEqual(['a1', 'a2', 'b1', 'c1', 'd1']);
  expect(most).toBeLessThanOrEqual(3);
});

it('says at the next start, and in the end, that one failed, and begins no other', async () => {
  const sideBySide = createKeyedExecutor(2);
  const failing = () => Promise.reject(new Error('no database'));
  let begun = 0;
  await sideBySide.start(['a'], failing);
  await sideBySide.start(['a'], async () => {
    begun += 1;
  });
  await expect(sideBySide.settled()).rejects.toThrow('no database');
  await expect(sideBySide.start(['b'], async () => {})).rejects.toThrow('no database');
  expect(begun).toBe(0);
});
