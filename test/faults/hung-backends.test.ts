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

it('sessions that hang for ever are left for new ones', async () => {
  const sessions = await queryOnce<{ pid: number }>(
    t.databaseUrl,
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'calls-subgraph'`,
  );
  expect(sessions.length).toBeGreaterThan(0);
  for (const { pid } of sessions) process.kill(pid, 'SIGSTOP');
  try {
    expect((await ringUntilTaken(t.webhookUrl, 'call_OF_HANGING')).at(-1)).toBe(200);
    const history = () => historyOf(t.url, t.key, 'call_OF_HANGING').catch(() => []);
    expect(await until(async () => (await history()).at(0))).toBe('RANG by PILOT_STATUS: RINGING');
  } finally {
    for (const { pid } of sessions) process.kill(pid, 'SIGCONT');
  }
});
