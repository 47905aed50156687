import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { ringUntilTaken } from './stage.ts';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp({ limits: { statementTimeoutMs: 1000 } });
});
afterAll(() => t.stop());

/**
 * Stops the server's process of a session where it waits for a statement. Anywhere else it could hold a lock for which the
 * whole server waits, and with it the tests of other files.
 */
function stopWhenIdle(pid: number): Promise<number> {
  return until(async () => {
    process.kill(pid, 'SIGSTOP');
    const looking = queryOnce<{ isIdle: boolean }>(
      t.databaseUrl,
      `select state = 'idle' and wait_event = 'ClientRead' as "isIdle" from pg_stat_activity where pid = ${pid}`,
    );
    // To look at it may already be to wait for it.
    const [session] = await Promise.race([looking, sleep(1000, [])]);
    if (session?.isIdle) return pid;
    process.kill(pid, 'SIGCONT');
    await looking;
    return null;
  });
}

it('sessions that hang for ever are left for new ones', async () => {
  const sessions = await queryOnce<{ pid: number }>(
    t.databaseUrl,
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'calls-subgraph'`,
  );
  expect(sessions.length).toBeGreaterThan(0);
  const stopped: number[] = [];
  try {
    for (const { pid } of sessions) stopped.push(await stopWhenIdle(pid));
    expect((await ringUntilTaken(t.webhookUrl, 'call_OF_HANGING')).at(-1)).toBe(200);
    const history = () => historyOf(t.url, t.key, 'call_OF_HANGING').catch(() => []);
    expect(await until(async () => (await history()).at(0))).toBe('RANG by PILOT_STATUS: RINGING');
  } finally {
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
  }
});
