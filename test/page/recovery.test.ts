import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { get } from '../support/client.ts';
import { createDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let databaseUrl: string;
let child: Child;
let url: string;
/** The same after a restart. */
let port: number;
let simulator: Awaited<ReturnType<typeof startPilotStatusSimulator>>;
let line: TestLine;

async function serve(port: number): Promise<void> {
  child = startChild('src/launch/launch.mjs', [], {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SEAL_KEYS: testSealKey,
    ALLOWED_HOSTS: '127.0.0.1',
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
  });
  url = (await child.saw(/serves (http:\S+)\/graphql/))[1] ?? '';
}

beforeAll(async () => {
  databaseUrl = await createDatabase();
  port = await freePort();
  await serve(port);
  const [tenantKey] = await child.saw(/cs_\S+/);
  simulator = await startPilotStatusSimulator();
  line = await addLine(
    { url, tenantKey },
    { pilotStatus: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
  );
  simulator.tell({ url: line.webhookUrl });
});
afterAll(async () => {
  await child.kill('SIGKILL');
  await simulator.close();
});

/** The ids of the calls that the service has, the newest first. */
async function recorded(): Promise<string[]> {
  type Answer = { calls: { nodes: { id: string }[] } };
  const query = '{ calls(first: 100) { nodes { id } } }';
  const { calls } = await get<Answer>(url, line.key, query);
  return calls.nodes.map(({ id }) => id);
}

withBrowser('a server that is restarted', () => {
  it('is resumed where it was: no event is missed, and nothing is read anew', async () => {
    const read: string[] = [];
    const page = await open(`${url}/#key=${line.key}`, {}, async (page) => {
      page.on('request', (request) => read.push(request.postData() ?? ''));
    });
    const row = page.locator('.history li');
    simulator.ring({ from: '447700900109' });
    await row.first().waitFor();
    await child.kill('SIGTERM');
    await page.getByText('Disconnected').waitFor();
    await serve(port);
    simulator.ring({ from: '447700900108' });
    await page.getByText('Live', { exact: true }).last().waitFor();
    await until(async () => (await row.count()) === 2);
    expect(read.filter((body) => body.includes('query Start')).length).toBe(1);
  });
});

withBrowser('a server that is killed', () => {
  it('leaves the page saying so; it comes back by itself, and has every call once', async () => {
    const page = await open(`${url}/#key=${line.key}`);
    const rows = () =>
      page
        .locator('.history li')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-call')));
    const before = (await recorded()).length;
    for (const n of [1, 2, 3]) simulator.ring({ from: `44770090010${n}` });
    await until(async () => (await rows()).length === before + 3);
    await child.kill('SIGKILL');
    await page.getByText('Disconnected').waitFor();
    await serve(port);
    // Before the page is back: what it has to catch up with.
    for (const n of [4, 5]) simulator.ring({ from: `44770090010${n}` });
    await page.getByText('Live', { exact: true }).last().waitFor();
    simulator.ring({ from: '447700900106' });
    await until(async () => (await rows()).length >= before + 6);
    expect(await rows()).toEqual(await recorded());
    expect(new Set(await rows()).size).toBe(before + 6);
  });
});
