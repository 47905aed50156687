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
