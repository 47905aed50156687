import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { setPolicies } from '../support/policies.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
  await rejectBy({ name: 'VIP Desk_UK', quietHours: { open: [] } }, '447700900123');
  await rejectBy({ quietHours: { open: [] } }, '447700900124');
});
afterAll(() => t.stop());

/** A call that this policy rejects, beside one that only observes. */
async function rejectBy(policy: object, from: string): Promise<void> {
  const observing = { quietHours: { open: [] }, mode: 'OBSERVE' };
  await setPolicies(t, t.lineId, { policies: [policy, observing] });
  t.simulator.ring({ from });
  await t.simulator.webhooks.settled();
}

withBrowser('the figures', () => {
  it('name a policy as its operator does, and one without a name everywhere alike', async () => {
    const page = await open(`${t.url}/#key=${t.key}`);
    await page.locator('.history').getByText('by VIP Desk_UK', { exact: true }).waitFor();
    await page.locator('.history').getByText('by Quiet hours', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Figures' }).click();
    const legend = page.getByRole('region', { name: 'Rejections by policy' }).locator('.legend li');
    await legend.first().waitFor();
    expect((await legend.allTextContents()).toSorted()).toEqual(['Quiet hours', 'VIP Desk_UK']);
    const observing = page.getByRole('region', { name: 'What observing policies' });
    await observing.getByRole('rowheader', { name: 'Quiet hours' }).waitFor();
  });

  it('are counted with the key for calls when that for lines may not read them', async () => {
    const make = `mutation { createCallsApiKey(input: { name: "lines", scopes: ["lines:read"] }) {
      ... on CallsApiKeyCreated { key } } }`;
    type Made = { createCallsApiKey: { key: string } };
    const { key } = (await get<Made>(t.url, t.tenantKey, make)).createCallsApiKey;
    const page = await open(`${t.url}/#key=${t.key}&manage=${key}`);
    await page.getByRole('link', { name: 'Figures' }).click();
    await page.getByRole('heading', { name: 'Rejections by policy and hour' }).waitFor();
  });

  it('and the live board are shown at their own address, and the board at any other', async () => {
    const page = await open(`${t.url}/#key=${t.key}`);
    await page.evaluate("location.hash = '/toString'");
    await page.getByRole('heading', { name: /^Ringing now/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Live' }).getAttribute('aria-current')).toBe(
      'page',
    );
  });
});
