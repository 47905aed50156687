import { afterAll, beforeAll, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

withBrowser('GraphiQL', () => {
  it('has operations ready to run, with the key that it was opened with', async () => {
    t.simulator.ring({ from: '447700900123' });
    await t.simulator.webhooks.settled();
    const page = await open(`${t.url}/graphiql#key=${t.key}`);
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"+447700900123"').waitFor();
  });

  it('shows events as they happen', async () => {
    const page = await open(`${t.url}/graphiql#key=${t.key}`);
    await page.getByRole('tab', { name: 'Watch' }).click();
    await page.getByRole('button', { name: /Execute query/ }).click();
    // It waits before the service has heard of the subscription.
    await page.locator('.graphiql-spinner').waitFor();
    await until(() => t.app.subscriberCount() > 0);
    t.simulator.ring({ from: '447700900145' });
    await page.locator('.graphiql-response').getByText('"+447700900145"').waitFor();
  });
});
