import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/connection/database.ts';
import { isUnavailable } from '../../src/db/connection/database-errors.ts';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { reading, text } from '../../src/db/connection/statement.ts';
import type { FaultProxy } from '../chaos/fault-proxy.ts';
import { createDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { startDatabaseProxy, throughPort } from './stage.ts';

const statementTimeoutMs = 2000;
/** Of a statement that hangs, and of none that only waits for a machine that does much else. */
const hangsAfterMs = 20_000;
/** Of a client, on such a machine. */
const patienceMs = 10 * statementTimeoutMs;
const echo = reading<{ said: string }>('echo', sql`select ${text('word')} as said`);

interface Stage {
  readonly db: Database;
  readonly proxy: FaultProxy;
  readonly door: CountingProxy;
}

/** A database behind two proxies for the tests of a `describe`. */
function useStage(statementTimeoutMs: number) {
  let stage: Stage;
  beforeAll(async () => {
    const url = await createDatabase();
    const { proxy } = await startDatabaseProxy(url);
    const door = await startCountingProxy(proxy.port);
    const proxied = throughPort(url, door.port);
    const choice = { is: 'postgres', url: proxied, directUrl: proxied, poolSize: 4 } as const;
    const db = await openDatabase(choice, undefined, { statementTimeoutMs });
    await db.onJournalNotify(() => {});
    stage = { db, proxy, door };
  });
  afterAll(async () => {
    const { db, proxy, door } = stage;
    proxy.calm();
    await db.close();
    await proxy.close();
    await door.close();
  });
  return {
    stage: () => stage,
    say: async (word: string) => (await stage.db.run(echo, { word }))[0]?.said,
  };
}

describe('the database behind connections that break', () => {
  const { stage, say } = useStage(hangsAfterMs);

  it.each([
    ['reset', () => stage().proxy.reset()],
    ['closed', () => stage().proxy.finish()],
  ])(
    'gives every statement its own answer or none, and lets none hang: %s',
    async (_, breakAll) => {
      let isOver = false;
      let answered = 0;
      const wrong: string[] = [];
      const failures: unknown[] = [];
      async function askOn(name: string): Promise<void> {
        for (let n = 0; !isOver; n++) {
          const word = `${name} ${n}`;
          try {
            const said = await say(word);
            if (said === word) answered++;
            else wrong.push(`${word}: ${said}`);
          } catch (error) {
            failures.push(error);
            // Soon enough to meet a connection that has broken and does not know it yet.
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      }
      const asking = Array.from({ length: 32 }, (_, n) => askOn(`asker ${n}`));
      for (let times = 0; times < 40; times++) {
        const before = answered;
        await sleep(10 + Math.random() * 30);
        // Every other time the connections break later, so that a slow machine has time to make some.
        if (times % 2 === 0) await until(() => answered > before);
        breakAll();
      }
      isOver = true;
      await Promise.all(asking);
      expect(wrong).toEqual([]);
      expect(failures.filter((error) => !isUnavailable(error))).toEqual([]);
      expect(failures.filter((error) => String(error).includes('timed out after'))).toEqual([]);
      expect(answered).toBeGreaterThanOrEqual(20);
    },
  );
});

describe('the database behind connections', () => {
  const { stage, say } = useStage(statementTimeoutMs);

  it('that are accepted and closed at once: statements fail in time, and it does not run hot', async () => {
    const { proxy, door } = stage();
    proxy.refuse();
    proxy.finish();
    const before = door.count();
    const beganAt = performance.now();
    const asked = 10;
    for (let n = 0; n < asked; n++) {
      const startedAt = performance.now();
      const failure = await say('hello').catch((error: unknown) => error);
      expect(isUnavailable(failure)).toBe(true);
      expect(performance.now() - startedAt).toBeLessThan(patienceMs);
      await sleep(100);
    }
    // Connections for every statement, and two that come back by themselves, at most once a second: to listen, and to prove life.
    const seconds = (performance.now() - beganAt) / 1000;
    expect(door.count() - before).toBeLessThan(asked * 5 + 3 * seconds);
    proxy.calm();
    expect(await until(() => say('again').catch(() => false))).toBe('again');
  });

  it('that accept statements and never answer: statements end with the deadline, and later ones are answered', async () => {
    const { proxy } = stage();
    proxy.swallow();
    const startedAt = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 20 }, (_, n) => say(`lost ${n}`).catch((error: unknown) => error)),
    );
    expect(failures.every(isUnavailable)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(patienceMs);
    proxy.calm();
    expect(await until(() => say('again').catch(() => false))).toBe('again');
  });
});

it('a connection that is accepted and closed at once, as the first of a process: its statement goes over the next', async () => {
  const url = new URL(await createDatabase());
  const door = await startCountingProxy(Number(url.port));
  const proxied = throughPort(url.href, door.port);
  const choice = { is: 'postgres', url: proxied, directUrl: proxied, poolSize: 4 } as const;
  const db = await openDatabase(choice);
  const before = door.count();
  door.closeNext(1);
  expect(await db.run(echo, { word: 'hello' })).toEqual([{ said: 'hello' }]);
  expect(door.count() - before).toBe(2);
  await db.close();
  await door.close();
});
