import type { WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';
import { copyCall } from './copy-call.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
  const call = t.simulator.ring({ from: '447700900123' });
  t.simulator.hangUp(call.id);
  await t.simulator.webhooks.settled();
});
afterAll(() => t.stop());

const board = () => `${t.url}/#key=${t.key}`;

withBrowser('the board', () => {
  it('is read at once when the user asks for it, also if it could not be read at first', async () => {
    const page = await open(board(), {}, async (page) => {
      await page.route('**/graphql', (route) => route.abort());
      await page.clock.install();
    });
    // Time passes in small steps only, so the page does not try again by itself.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    const drawn = () => page.clock.runFor(20);
    await page.reload();
    const again = page.getByRole('button', { name: 'Try again' });
    await until(async () => {
      await drawn();
      return again.isVisible();
    });
    await page.unroute('**/graphql');
    const read = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await again.click();
    await (await read).finished();
    const row = page.locator('.history li');
    for (let n = 0; n < 20 && (await row.count()) === 0; n++) {
      await drawn();
      await page.evaluate('fetch("/livez")');
    }
    expect(await row.count()).toBe(1);
  });

  it('that begins anew does not put calls below the newest that it had asked for before', async () => {
    await copyCall(t, 300, 1);
    const release = Promise.withResolvers<void>();
    const sockets: WebSocketRoute[] = [];
    const asked: string[] = [];
    const page = await open(board(), {}, async (page) => {
      await page.routeWebSocket(/graphql/, (socket) => {
        socket.connectToServer();
        sockets.push(socket);
      });
      await page.route('**/graphql', async (route) => {
        const [, name = ''] = /query (\w+)/.exec(route.request().postData() ?? '') ?? [];
        asked.push(name);
        if (name === 'Older') await release.promise;
        await route.continue();
      });
    });
    await page.getByRole('heading', { name: 'Calls 50+' }).waitFor();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await until(() => asked.includes('Older'));
    await copyCall(t, 120, -1);
    // As the service does when the key has other lines than before.
    await sockets.at(-1)?.close({ code: 4403, reason: 'The key has changed: connect again' });
    await until(() => asked.filter((name) => name === 'Start').length >= 2);
    await page.locator('.history li[data-call*="_-1_"]').first().waitFor();
    release.resolve();
    const heading = page.getByRole('heading', { name: /^Calls/ }).last();
    await until(async () => {
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      return !(await heading.textContent())?.includes('+');
    });
    expect(await heading.textContent()).toBe('Calls 421');
  });

  it('leaves the rows that are read where they are when more calls ring', async () => {
    const page = await open(board());
    await page.getByRole('heading', { name: 'Calls 50+' }).waitFor();
    // The copies of a call that has just ended have cards above the list, until they vanish together.
    await page.locator('.cards').waitFor({ state: 'detached' });
    await page.evaluate('scrollTo(0, 1500)');
    const row = page.locator('.history li[data-call*="_-1_"]').nth(12);
    const id = await row.getAttribute('data-call');
    const top = async () =>
      (await page.locator(`.history li[data-call="${id}"]`).boundingBox())?.y ?? Number.NaN;
    const before = await top();
    // The browser scrolls by whole pixels.
    const moved = async () => Math.abs((await top()) - before) >= 1;
    const { id: ringing } = t.simulator.ring({ from: '447700900145' });
    await page.getByText('One call rings.').waitFor({ state: 'attached' });
    expect(await moved()).toBe(false);
    t.simulator.hangUp(ringing);
    await page.getByRole('heading', { name: 'Ringing now 0' }).waitFor({ state: 'attached' });
    expect(await moved()).toBe(false);
  });
});
