import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
const count = 24;
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp({ ringLimitMs: 300_000 });
  for (let n = 10; n < 10 + count; n++) t.simulator.ring({ from: `4477009001${n}` });
  await t.simulator.webhooks.settled();
});
afterAll(() => t.stop());

withBrowser('many calls that ring at once', () => {
  it('have their cards on a phone, where the list begins far below the window', async () => {
    const page = await open(`${t.url}/#key=${t.key}`, { viewport: { width: 390, height: 844 } });
    const timers = page.locator('.card').getByRole('timer');
    await timers.last().waitFor();
    expect(await timers.count()).toBe(count);
    const listTop = `document.querySelector('.history').getBoundingClientRect().top`;
    expect(await page.evaluate(`${listTop} > 2 * innerHeight`)).toBe(true);
    // The list can be reached, and its rows are drawn then.
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await page.locator(`.history button[data-index="${count - 1}"]`).waitFor();
  });
});
