import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../src/graphql/execution/batch.ts';

function watched(answer: (keys: readonly string[]) => readonly string[] = (keys) => keys) {
  const loads: (readonly string[])[] = [];
  const get = createBatch<{ id: string }, string>(
    async (keys) => {
      const ids = keys.map(({ id }) => id);
      loads.push(ids);
      return answer(ids);
    },
    ({ id }) => id,
  );
  return { loads, get: (id: string) => get({ id }) };
}

describe('lookups of one turn', () => {
  it('are one load, each key once, also when they begin in different microtasks', async () => {
    const { loads, get } = watched();
    const later = Promise.resolve()
      .then(() => {})
      .then(() => get('c'));
    expect(await Promise.all([get('a'), get('b'), get('a'), later])).toEqual(['a', 'b', 'a', 'c']);
    expect(loads).toEqual([['a', 'b', 'c']]);
  });

  it('are forgotten afterwards: a mutation does not see what was before it', async () => {
    const { loads, get } = watched();
    await get('a');
    await Promise.all([get('a'), get('b')]);
    expect(loads).toEqual([['a'], ['a', 'b']]);
  });

  it('fail together, and leave the next turn alone', async () => {
    let isDown = true;
    const { get } = watched((keys) => {
      if (isDown) throw new Error('the database does not answer');
      return keys;
    });
    const both = await Promise.allSettled([get('a'), get('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await get('a')).toBe('a');
  });

  it('fail when a load does not answer every key', async () => {
    await expect(watched(() => []).get('a')).rejects.toThrow('same length');
  });
});
