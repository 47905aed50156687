import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { type ServiceProcess, startAppProcess } from '../faults/service-process.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

describe('a line that several processes may listen to', () => {
  const listenLeaseMs = 3000;
  let t: TestApp;
  let genesys: Awaited<ReturnType<typeof startGenesysSimulator>>;
  const started: ServiceProcess[] = [];

  beforeAll(async () => {
    genesys = await startGenesysSimulator({ pollMs: 1000 });
    t = await startTestApp({ listenLeaseMs });
  });
  afterAll(async () => {
    await Promise.all(started.map(({ child }) => child.kill('SIGKILL')));
    await t.stop();
    await genesys.close();
  });

  async function start(): Promise<ServiceProcess> {
    const process = await startAppProcess(t.databaseUrl, { overrides: { listenLeaseMs } });
    started.push(process);
    return process;
  }

  it('has one listener at a time, and another when the first is killed', async () => {
    const { username = '', password = '' } = genesys.agents[0] ?? {};
    const account = { baseUrl: genesys.url, username, password };
    const line = await addLine(t, { genesys: account });
    const ownerOf = async () => {
      const text = `select owner from listeners where line_id = '${line.lineId}'`;
      return (await queryOnce<{ owner: string }>(t.databaseUrl, text))[0]?.owner;
    };
    await until(ownerOf);
    await t.app.stop();
    expect(await ownerOf()).toBe(undefined);
    const first = await start();
    const firstOwner = await until(ownerOf);
    const second = await start();
    await until(() => genesys.listenersOf(username) === 1);
    const ringsOnce = async () => {
      const { id } = genesys.ring({ agent: username });
      await until(async () => (await historyOf(second.url, line.key, id)).length > 0);
      await sleep(100);
      expect(await historyOf(second.url, line.key, id)).toEqual(['RANG by GENESYS: RINGING']);
    };
    await ringsOnce();
    await sleep(listenLeaseMs + 200);
    expect(await ownerOf()).toBe(firstOwner);
    expect(genesys.listenersOf(username)).toBe(1);

    await first.child.kill('SIGKILL');
    const polls = () => genesys.requests.filter(({ operation }) => operation === 'poll').length;
    const before = polls();
    await until(async () => (await ownerOf()) !== firstOwner && polls() > before);
    await ringsOnce();
  }, 60_000);
});
