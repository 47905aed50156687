import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';
import { copyCall } from './copy-call.ts';

const open = useBrowser();
const count = 10_000;
/** A hundred pages are read one after the other. */
const patienceMs = 180_000;
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
  const call = t.simulator.ring({ from: '447700900123' });
  t.simulator.hangUp(call.id);
  await t.simulator.webhooks.settled();
  await copyCall(t, count - 1, 1);
});
afterAll(() => t.stop());

withBrowser('ten thousand calls', () => {
  it('of which older ones could not be read are read on when that is tried again, on the same connection', async () => {
    let isLimited = true;
    let sockets = 0;
    // The first page fits into the window: nothing scrolls, so only the button reads what could not be read.
    const viewport = { width: 1280, height: 5000 };
    const page = await open(`${t.url}/#key=${t.key}`, { viewport }, async (page) => {
      page.on('websocket', () => {
        sockets += 1;
      });
      const limited = { message: 'Too many queries.', extensions: { code: 'RATE_LIMITED' } };
      await page.route('**/graphql', (route) =>
        isLimited && route.request().postData()?.includes('query Older')
          ? route.fulfill({ json: { errors: [limited] } })
          : route.continue(),
      );
    });
    const problem = page.getByRole('alert').getByText('Too many queries.');
    await problem.waitFor();
    await page.locator('.connection.live').waitFor();
    isLimited = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Calls 150+').waitFor();
    expect([await problem.count(), sockets]).toEqual([0, 1]);
  });

  it('can be scrolled through to the first, and few of them are drawn at a time', {
    timeout: patienceMs,
  }, async () => {
    const page = await open(`${t.url}/#key=${t.key}`);
    const loaded = page.getByRole('heading', { name: /^Calls/ }).last();
    const toTheEnd = () => page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    let mostRows = 0;
    await until(async () => {
      await toTheEnd();
      mostRows = Math.max(mostRows, await page.locator('.history li').count());
      return (await loaded.textContent()) === `Calls ${count}`;
    }, patienceMs);
    await toTheEnd();
    const last = page.locator(`.history button[data-index="${count - 1}"]`);
    await last.waitFor();
    expect(mostRows).toBeLessThan(100);
    // What rings now is still seen at once.
    await page.evaluate('scrollTo(0, 0)');
    t.simulator.ring({ from: '447700900145', name: 'Ben Carter' });
    await page.locator('.card', { hasText: 'Ben Carter' }).getByRole('timer').waitFor();
  });
});
