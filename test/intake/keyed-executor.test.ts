import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createKeyedExecutor } from '../../src/intake/listening/keyed-executor.ts';

it('does those that share a name in their order, beside others', async () => {
  const sideBySide = createKeyedExecutor(3);
  const done: string[] = [];
  const work = (name: string, ms: number) => async () => {
    await sleep(ms);
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
});

it('does so many at once, and begins the next when one has ended', async () => {
  const sideBySide = createKeyedExecutor(3);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const ends = new Map(names.map((name) => [name, Promise.withResolvers<void>()]));
  const begun: string[] = [];
  const starting = names.map((name) =>
    sideBySide.start([name], async () => {
      begun.push(name);
      await ends.get(name)?.promise;
    }),
  );
  await nextTurn();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('b')?.resolve();
  await nextTurn();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const { resolve } of ends.values()) resolve();
  await Promise.all(starting);
  await sideBySide.settled();
  expect(begun).toEqual(names);
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
