import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import type { RecordDocument } from '../../../src/db/record/document.ts';
import { createRecordQueue } from '../../../src/db/record/queue.ts';

const tenantId = 'ten_1' as TenantId;
const limits = { holdUpMs: 60_000, batchSize: 64, maxWaiting: 10, maxWaitMs: 60_000 };

function changeOf(id: string): RecordDocument {
  return { tenantId, owner: 'us', leaseMs: 1, expect: { id, revision: 1 }, call: { id } };
}

it('puts into one batch what came in one turn of the event loop, and two changes of one call into two', async () => {
  const batches: (string | undefined)[][] = [];
  const queue = createRecordQueue(async (batch) => {
    batches.push(batch.map(({ doc }) => doc.expect?.id));
    await Promise.resolve();
    for (const { resolve } of batch) resolve('written');
  }, limits);
  const calls = ['a', 'b', 'a', 'c'];
  await Promise.all(calls.map((id) => queue.record(changeOf(id))));
  expect(batches).toEqual([['a', 'b', 'c'], ['a']]);
});

it('lets others go while a batch waits for a lock, but none that shares a call with it', async () => {
  const batches: string[] = [];
  const { promise: unlocked, resolve: unlock } = Promise.withResolvers<void>();
  const queue = createRecordQueue(
    async (batch) => {
      const ids = batch.map(({ doc }) => doc.expect?.id).join(' ');
      if (ids === 'locked') await unlocked;
      batches.push(ids);
      for (const { resolve } of batch) resolve('written');
    },
    { ...limits, holdUpMs: 1 },
  );
  const locked = queue.record(changeOf('locked'));
  await endOfTurn();
  const others = ['locked', 'a', 'b'].map((id) => queue.record(changeOf(id)));
  await Promise.all(others.slice(1));
  expect(batches).toEqual(['a b']);
  unlock();
  await Promise.all([locked, ...others]);
  expect(batches).toEqual(['a b', 'locked', 'locked']);
});

it('lets what comes while a batch is in flight wait, and puts it into the next', async () => {
  const batches: string[] = [];
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const queue = createRecordQueue(async (batch) => {
    batches.push(batch.map(({ doc }) => doc.expect?.id).join(' '));
    await arrived;
    for (const { resolve } of batch) resolve('written');
  }, limits);
  const first = queue.record(changeOf('first'));
  await endOfTurn();
  const later = ['a', 'b'].map((id) => queue.record(changeOf(id)));
  await endOfTurn();
  expect(batches).toEqual(['first']);
  arrive();
  await Promise.all([first, ...later]);
  expect(batches).toEqual(['first', 'a b']);
});

it('puts recordings that change no call into one batch', async () => {
  const sizes: number[] = [];
  const queue = createRecordQueue(async (batch) => {
    sizes.push(batch.length);
    await Promise.resolve();
    for (const { resolve } of batch) resolve('written');
  }, limits);
  const ofCallers = ['clr_1', 'clr_2'].map((id) => ({
    ...{ tenantId, owner: 'us', leaseMs: 1 },
    callers: [{ id }],
  }));
  await Promise.all([changeOf('first'), ...ofCallers].map((doc) => queue.record(doc)));
  expect(sizes).toEqual([3]);
});
