import { afterAll, beforeAll, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { subscribeOverSse } from '../support/client.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  const limits = { key: { subscriptions: 1 }, tenant: {}, address: {} };
  t = await startTestApp({ config: { limits } });
});
afterAll(() => t.stop());

withBrowser('a page whose key has no subscription left', () => {
  it('says why it is disconnected, and is live once there is one', async () => {
    const watch = 'subscription { callEvents { id } }';
    const other = subscribeOverSse(t.url, t.key, watch);
    await until(() => t.app.subscriberCount() === 1);
    const page = await open(`${t.url}/#key=${t.key}`);
    const note = page.locator('.connection.away');
    await note.getByText('Disconnected').waitFor();
    await note.getByText(/subscriptions/).waitFor();
    await other.stop();
    await page.locator('.connection.live').waitFor();
  });
});
