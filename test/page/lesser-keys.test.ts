import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { setPolicies } from '../support/policies.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
  await setPolicies(t, t.lineId, {
    policies: [{ name: 'Friends', bypass: { callers: ['+447700900123'] } }],
  });
});
afterAll(() => t.stop());

interface Made {
  readonly createCallsApiKey: { readonly id: string; readonly key: string };
}

async function makeKey(...scopes: string[]): Promise<{ id: string; key: string }> {
  const make = `mutation ($lineIds: [ID!], $scopes: [String!]) {
    createCallsApiKey(input: { name: "lesser", lineIds: $lineIds, scopes: $scopes }) {
      ... on CallsApiKeyCreated { id key } } }`;
  const made = await get<Made>(t.url, t.tenantKey, make, { lineIds: [t.lineId], scopes });
  return made.createCallsApiKey;
}

async function openWith(...scopes: string[]) {
  const { key } = await makeKey(...scopes);
  return open(`${t.url}/#key=${key}`);
}

/** Lets a call ring, and ends it when the test has seen it. */
function ring() {
  const { id } = t.simulator.ring({ from: '447700900123', name: 'Ana Souza' });
  return () => t.simulator.hangUp(id);
}

withBrowser('a key', () => {
  it('without `calls:reject` shows calls, and says that they cannot be rejected', async () => {
    const hangUp = ring();
    const page = await openWith('calls:read', 'lines:read', 'pii:read');
    const reject = page.locator('.card').getByRole('button', { name: /^Reject/ });
    await reject.waitFor();
    expect(await reject.isDisabled()).toBe(true);
    await page.getByText('Calls can be seen and not rejected.').waitFor();
    hangUp();
  });

  it('without `lines:read` shows calls and rejects them, and says that lines are not shown', async () => {
    ring();
    const page = await openWith('calls:read', 'calls:reject', 'pii:read');
    await page.getByText('Lines are shown by their ids.').waitFor();
    const card = page.locator('.card[data-status=RINGING]', { hasText: t.lineId });
    await card.getByRole('button', { name: /^Details/ }).click();
    await page.getByRole('dialog').getByText('What happened').waitFor();
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: /^Reject/ }).click();
    await page.getByRole('button', { name: 'Reject the call', exact: true }).click();
    await page.locator('.card').getByText('Rejected, confirmed').first().waitFor();
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByText('Lines are not shown.').waitFor();
    await page.getByLabel(/add a key that may/).fill(t.tenantKey);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
  });

  it('without `pii:read` says that numbers are masked, and saves no masked number as a policy', async () => {
    const hangUp = ring();
    const page = await openWith('calls:read', 'calls:reject', 'lines:read', 'policies:write');
    const card = page.locator('.card[data-status=RINGING]');
    await card.getByText('Number and name are masked').waitFor();
    await page.getByText('Numbers are masked, and names are not shown.').waitFor();
    hangUp();
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByText(/numbers in its policies are masked/).waitFor();
    expect(await page.getByRole('button', { name: 'Save all' }).count()).toBe(0);
    expect(await page.getByRole('switch').isDisabled()).toBe(false);
  });

  it('without `calls:read` says that calls are not shown, and shows lines', async () => {
    const page = await openWith('lines:read');
    await page.getByText('Calls are not shown.').waitFor();
    await page.getByRole('link', { name: 'Figures' }).click();
    await page.getByText('Calls are not counted.').waitFor();
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
    await page.getByText('It cannot be tried out').waitFor();
  });

  it('that is revoked while the page is open leads back to the sign-in, which says why', async () => {
    const { id, key } = await makeKey('calls:read', 'lines:read', 'pii:read');
    const page = await open(`${t.url}/#key=${key}`);
    await page.getByText('Live', { exact: true }).last().waitFor();
    const revoke = 'mutation ($id: ID!) { revokeCallsApiKey(id: $id) { __typename } }';
    await get(t.url, t.tenantKey, revoke, { id });
    await page.getByLabel('API key').waitFor();
    // Which of them depends on what the revocation meets: an open stream, a new subscription or a new connection.
    const reasons = /no longer works|was revoked|missing or wrong/;
    await page.getByRole('alert').getByText(reasons).waitFor();
    await page.reload();
    await page.getByLabel('API key').waitFor();
  });

  it('that is entered into the address of an open page signs in, and leaves the address', async () => {
    const { key } = await makeKey('calls:read', 'lines:read', 'pii:read');
    const page = await open(`${t.url}/`);
    await page.getByLabel('API key').waitFor();
    await page.evaluate(`location.hash = 'key=${key}'`);
    await page.getByRole('heading', { name: /^Ringing now/ }).waitFor();
    expect(page.url()).toBe(`${t.url}/`);
  });
});
