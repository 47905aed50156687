import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

withBrowser('a one-time link', () => {
  it('signs in once, keeps nothing in the address, and says afterwards what to do', async () => {
    const link = `${t.url}/#code=${t.app.oneTimeCode(t.key)}`;
    const page = await open(link);
    await page.getByText('Nothing rings.').first().waitFor();
    expect(page.url()).toBe(`${t.url}/`);
    await page.reload();
    await page.getByText('Nothing rings.').first().waitFor();

    const elsewhere = await open(link);
    const alert = elsewhere.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/^This link was used already.* Enter a key/);
    await elsewhere.getByLabel('API key').fill(t.key);
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.getByText('Nothing rings.').first().waitFor();
  });

  it('opens GraphiQL with the key, and says afterwards what to do', async () => {
    const link = `${t.url}/graphiql#code=${t.app.oneTimeCode(t.key)}`;
    const page = await open(link);
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"calls"').waitFor();
    const elsewhere = await open(link);
    await elsewhere.getByRole('alert').getByText('This link was used already').waitFor();
  });
});
