import { expect } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { until } from '../support/until.ts';
import { journalOf, ringOnce } from './stage.ts';

/** Rings until the database takes no more, and answers what was acknowledged. */
export async function ringUntilFull(t: TestApp): Promise<string[]> {
  const taken: string[] = [];
  for (let n = 0; n < 20_000; n++) {
    const { id, status, retryAfter } = await ringOnce(t.webhookUrl, `call_FILL_${n}`);
    if (status !== 200) {
      expect([status, retryAfter]).toEqual([503, '1']);
      return taken;
    }
    taken.push(id);
  }
  throw new Error('the disk was never full');
}

export async function expectAlive(t: TestApp): Promise<void> {
  expect((await fetch(`${t.url}/livez`)).status).toBe(200);
}

export async function expectAllThere(t: TestApp, taken: readonly string[]): Promise<void> {
  await until(async () => (await ringOnce(t.webhookUrl, 'call_AFTER')).status === 200, 30_000);
  const journal = await journalOf(t.databaseUrl);
  const times = Map.groupBy(journal, (entry) => entry);
  expect(taken.filter((id) => times.get(`${id} RANG`)?.length !== 1)).toEqual([]);
}
