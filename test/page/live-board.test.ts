import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;
const apps: TestApp[] = [];

beforeAll(async () => {
  t = await startTestApp();
  apps.push(t);
});
afterAll(() => Promise.all(apps.map((app) => app.stop())));

const board = () => `${t.url}/#key=${t.key}&manage=${t.tenantKey}`;

withBrowser('the live board', () => {
  it('shows a call that begins to ring, rejects it with a reason and a text, and shows that it is confirmed', async () => {
    const page = await open(board());
    await page.getByText('Nothing rings.').first().waitFor();
    const card = page.locator('.card', { hasText: 'Ana Souza' });
    expect(await card.count()).toBe(0);
    t.simulator.ring({ from: '447700900123', name: 'Ana Souza' });
    await card.getByRole('timer').waitFor();
    await card.getByRole('button', { name: /^Reject/ }).click();
    await page.getByRole('radio', { name: /Busy/ }).check();
    await page.getByLabel('Text to the caller').fill('Please write to us here.');
    await page.getByRole('button', { name: 'Reject the call', exact: true }).click();
    await card.getByText('Rejected, confirmed').waitFor();
    await card.getByText('Text sent').waitFor();
    expect(t.simulator.messages.map(({ text }) => text)).toEqual(['Please write to us here.']);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it.each([
    ['withheld', 'WITHHELD', {}, 'Unknown caller', 'Number not known'],
    [
      'a word of the provider',
      'WORD',
      { peerNumber: 'anonymous' },
      'anonymous',
      'Number not known',
    ],
  ])(
    'names a caller whose number is %s, and shows no id of the call',
    async (_what, id, given, name, below) => {
      const page = await open(board());
      const event = { event: 'call.ringing', id: `call_${id}`, direction: 'INBOUND', ...given };
      await postEvent(t.webhookUrl, event);
      const card = page.locator('.card', { hasText: name });
      await card.getByText(below).waitFor();
      await card.getByRole('button', { name: /^Reject/ }).click();
      await page.getByRole('heading', { name: `Reject ${name}` }).waitFor();
      expect(await page.getByText(`call_${id}`).count()).toBe(0);
      await page.keyboard.press('Escape');
      await postEvent(t.webhookUrl, { event: 'call.ended', id: `call_${id}`, status: 'COMPLETED' });
    },
  );

  it('keeps the card of a call that rang on after its rejection was refused, until its end can be read', async () => {
    let behindMs = 30_000;
    const now = () => new Date(Date.now() - behindMs);
    // The ring does not pass its limit before the page has shown it.
    const other = await startTestApp({ now, ringLimitMs: 300_000 });
    apps.push(other);
    const { id } = other.simulator.ring({ from: '447700900189', name: 'Dora Lima' });
    await other.simulator.webhooks.settled();
    other.simulator.fault('reject', { is: 'status', status: 403 }, 'always');
    const reject = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
    const { rejectCall } = await get<{ rejectCall: object }>(other.url, other.key, reject, { id });
    expect(rejectCall).toEqual({ __typename: 'CallRejectionRefused' });
    behindMs = 0;
    const page = await open(`${other.url}/#key=${other.key}`);
    const card = page.locator('.card', { hasText: 'Dora Lima' });
    await card.getByText('Refused').waitFor();
    other.simulator.hangUp(id);
    await card.getByText('Missed').waitFor();
  });

  it.each(['gia rossi ', ' Gia', '+44 7700 900192 '])('finds a caller by "%s"', async (text) => {
    const { id } = t.simulator.ring({ from: '447700900192', name: 'Gia Rossi' });
    t.simulator.hangUp(id);
    await t.simulator.webhooks.settled();
    const page = await open(board());
    const row = page.locator('.history li', { hasText: 'Gia Rossi' }).first();
    await row.waitFor();
    await page.getByPlaceholder('Name or number').fill('somebody else');
    await row.waitFor({ state: 'detached' });
    await page.getByPlaceholder('Name or number').fill(text);
    await row.waitFor();
  });

  it('shows that a rejection was sent only where it was', async () => {
    const reject = async (id: string) => {
      const query = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
      await get(t.url, t.key, query, { id });
    };
    const over = t.simulator.ring({ from: '447700900190', name: 'Eve Over' });
    await t.simulator.webhooks.settled();
    t.simulator.hangUp(over.id);
    await t.simulator.webhooks.settled();
    await reject(over.id);
    const refused = t.simulator.ring({ from: '447700900191', name: 'Finn Refused' });
    await t.simulator.webhooks.settled();
    t.simulator.fault('reject', { is: 'status', status: 403 });
    await reject(refused.id);
    const page = await open(board());
    const stepsOf = async (name: string) => {
      await page.locator('.history button', { hasText: name }).click();
      const panel = page.getByRole('dialog', { name });
      const steps = await panel
        .getByRole('list', { name: 'Rejection' })
        .locator('li')
        .allInnerTexts();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      return steps;
    };
    expect(await stepsOf('Eve Over')).toEqual(['Was already over']);
    expect(await stepsOf('Finn Refused')).toEqual(['Sent', 'Refused']);
    t.simulator.hangUp(refused.id);
  });

  it('tells the story of a call and goes on telling it while it is open', async () => {
    const page = await open(board());
    const call = t.simulator.ring({ from: '447700900145', name: 'Ben Carter' });
    await page
      .locator('.card', { hasText: 'Ben Carter' })
      .getByRole('button', { name: /^Details/ })
      .click();
    const panel = page.getByRole('dialog', { name: 'Ben Carter' });
    await panel.getByText('Rang', { exact: true }).waitFor();
    t.simulator.answer(call.id);
    await panel.getByText('Answered', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open(board());
    t.simulator.ring({ from: '447700900167', name: 'Chidi Okafor' });
    const card = page.locator('.card', { hasText: 'Chidi Okafor' });
    await card.getByRole('button', { name: /^Reject/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /Declined/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await card.getByText('Rejected, confirmed').waitFor();
    await page.locator('.history button').first().focus();
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('.history button:focus');
    await until(async () => (await focused.getAttribute('data-index')) === '1');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Ben Carter' }).waitFor();
  });

  it('still shows that there is no call, and what the key lacks, when the calls cannot be read again', async () => {
    const quiet = await startTestApp();
    apps.push(quiet);
    let isAway = false;
    const page = await open(`${quiet.url}/#key=${quiet.tenantKey}`, {}, async (page) => {
      await page.route('**/graphql', (route) => (isAway ? route.abort() : route.continue()));
      await page.addInitScript(
        'globalThis.WebSocket = class extends WebSocket { constructor(...given) { super(...given); globalThis.latest = this; } }',
      );
    });
    const shown = () =>
      Promise.all(
        ['No call yet.', 'Calls can be seen and not rejected.', 'Try again'].map((text) =>
          page.getByText(text).first().isVisible(),
        ),
      );
    await until(() => quiet.app.subscriberCount() === 1);
    await page.getByText('No call yet.').waitFor();
    const before = await shown();
    isAway = true;
    // As the service closes it when the key applies to other lines: then the calls are read again.
    await page.evaluate("latest.dispatchEvent(new CloseEvent('close', { code: 4403 }))");
    await page.getByText('Try again').first().waitFor();
    const away = await shown();
    isAway = false;
    await page.getByText('Try again').first().waitFor({ state: 'detached' });
    expect([before, away, await shown()]).toEqual([
      [true, true, false],
      [true, true, true],
      [true, true, false],
    ]);
  });

  it('keeps the key out of its address, and is for nobody without one', async () => {
    const page = await open(board());
    await page.getByText('Live', { exact: true }).last().waitFor();
    expect(page.url()).not.toContain('cs_');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').fill('cs_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The key is not valid').waitFor();
    await page.getByLabel('API key').fill(t.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: /^Ringing now/ }).waitFor();
  });

  it('holds one subscription while it is open, and none when it is not', async () => {
    // The pages of the tests before may still be closing.
    await until(() => t.app.subscriberCount() === 0);
    const page = await open(board());
    await page.getByText('Live', { exact: true }).last().waitFor();
    await until(() => t.app.subscriberCount() === 1);
    await page.close();
    await until(() => t.app.subscriberCount() === 0);
  });
});
