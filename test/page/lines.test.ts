import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { perimeterOf, setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

const policies = {
  policies: [
    { name: 'Friends', bypass: { callers: ['+447700900123'] } },
    { name: 'By day', quietHours: { open: [{ days: ['MONDAY'], from: '09:00', to: '17:00' }] } },
  ],
  copy: {
    fallbackLocale: 'en',
    links: [{ name: 'chat', url: 'https://example.com/chat' }],
    copies: [
      {
        key: 'quiet-hours',
        variants: [
          {
            name: 'A',
            weight: 1,
            texts: [{ locale: 'en', text: 'Back {nextOpening}: {link:chat}' }],
          },
        ],
      },
    ],
  },
};

beforeAll(async () => {
  t = await startTestApp();
  const set = await setPolicies(t, t.lineId, policies);
  expect(set).toMatchObject({ __typename: 'PhoneLinePoliciesSet' });
});
afterAll(() => t.stop());

const lines = (keys = `key=${t.key}&manage=${t.tenantKey}`) => `${t.url}/#${keys}`;

async function openLines(keys?: string, prepare?: (page: Page) => Promise<void>) {
  const page = await open(lines(keys), {}, prepare);
  await page.getByRole('link', { name: 'Lines' }).click();
  await page.getByRole('heading', { name: 'Front desk' }).waitFor();
  return page;
}

const isSaving = (request: Request) => (request.postData() ?? '').includes('setPhoneLinePolicies');

/** Holds the requests that save policies until the function that it returns is called. */
async function holdSaving(page: Page): Promise<() => void> {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (isSaving(route.request())) await held;
    await route.continue();
  });
  return release;
}

withBrowser('the lines', () => {
  it('say below the holidays that there are too many of them', async () => {
    const open = [{ days: ['MONDAY'], from: '09:00', to: '17:00' }];
    const dates = Array.from({ length: 400 }, (_, n) => new Date(Date.UTC(2030, 0, 1 + n)));
    const holidays = dates.map((day) => ({ date: day.toISOString().slice(0, 10) }));
    await setPolicies(t, t.lineId, {
      policies: [{ name: 'By day', quietHours: { open, holidays } }],
    });
    const page = await openLines();
    await page.getByText('By day').first().click();
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByLabel('Date').last().fill('2035-01-01');
    await page.getByRole('button', { name: 'Save all' }).click();
    const ofHolidays = page.getByRole('group', { name: 'Holidays' });
    await ofHolidays.locator('.field-problem').getByText('400').waitFor();
    expect(await setPolicies(t, t.lineId, policies)).toMatchObject({
      __typename: 'PhoneLinePoliciesSet',
    });
  });

  it('say at its field what is wrong with a policy, save nothing, and then save what is right', async () => {
    const page = await openLines();
    const before = await perimeterOf(t, t.lineId);
    await page.getByText('By day').first().click();
    const from = page.getByRole('textbox', { name: 'From' });
    await from.fill('25:00');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.locator('.hours-row.wrong .field-problem').waitFor();
    await page.getByText('policies[1].quietHours.open[0].from').waitFor();
    expect(await perimeterOf(t, t.lineId)).toEqual(before);
    await from.fill('10:00');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('Saved.').waitFor();
    const expected = JSON.parse(JSON.stringify(before).replace('09:00', '10:00'));
    expect(await perimeterOf(t, t.lineId)).toEqual(expected);
  });

  it('are not left without a question while something is not saved', async () => {
    const page = await openLines();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.getByText('By day').first().click();
    const from = page.getByRole('textbox', { name: 'From' });
    await from.fill('11:30');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByText('By day').first().click();
    await from.fill('11:30');
    await page.getByRole('button', { name: 'Undo the changes' }).click();
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
  });

  it('say at its field what is left out or is no whole number, wherever that is found', async () => {
    const page = await openLines();
    await page.getByText('By day').first().click();
    await page.getByRole('textbox', { name: 'From' }).fill('');
    await page.getByText('Caps').click();
    const perMinute = page.getByLabel('Texts a minute');
    await perMinute.fill('1.5');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.locator('.hours-row.wrong').getByText('must be given').waitFor();
    await page.locator('.row.wrong', { has: perMinute }).getByText('whole number').waitFor();
    await page.getByText('Nothing was saved:').waitFor();
  });

  it('keep what is edited while another page is open, until it is undone', async () => {
    const page = await openLines();
    await page.getByText('By day').first().click();
    await page.getByRole('textbox', { name: 'From' }).fill('11:15');
    await page.getByRole('link', { name: 'Live' }).click();
    await page.getByRole('heading', { name: /^Ringing now/ }).waitFor();
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByText(', not saved').waitFor();
    await page.getByText('By day').first().click();
    expect(await page.getByRole('textbox', { name: 'From' }).inputValue()).toBe('11:15');
    await page.getByRole('button', { name: 'Undo the changes' }).click();
    expect(await page.getByRole('textbox', { name: 'From' }).inputValue()).not.toBe('11:15');
    expect(await page.getByRole('button', { name: 'Save all' }).isDisabled()).toBe(true);
  });

  it('keep what is edited while the service is away, and say that it is', async () => {
    const page = await openLines(undefined, async (page) => page.clock.install());
    await page.getByText('By day').first().click();
    await page.getByRole('textbox', { name: 'From' }).fill('11:15');
    await page.route('**/graphql', (route) => route.abort());
    await page.clock.fastForward(20_000);
    const problem = page.getByRole('alert').getByText('The service does not answer.');
    await problem.waitFor();
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('It was not saved.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await problem.waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'From' }).inputValue()).toBe('11:15');
  });

  it('keep what is edited while the policies are being saved, and save it next', async () => {
    const page = await openLines();
    const release = await holdSaving(page);
    await page.getByText('By day').first().click();
    const [from, to] = ['From', 'To'].map((name) => page.getByRole('textbox', { name }));
    const save = page.getByRole('button', { name: /^Sav/ });
    const savedHours = async () => JSON.stringify((await perimeterOf(t, t.lineId)).policies[1]);
    await from?.fill('08:15');
    const sent = page.waitForRequest(isSaving);
    await save.click();
    await sent;
    await to?.fill('18:45');
    release();
    const note = page.getByText(/^Saved/);
    await note.waitFor();
    expect(await savedHours()).toMatch(/"08:15".*"17:00"/);
    expect([await to?.inputValue(), await note.textContent()]).toEqual([
      '18:45',
      'Saved, but not what was changed since.',
    ]);
    expect(await page.getByText('changed elsewhere').count()).toBe(0);
    await save.click();
    await page.getByText('Saved. It holds').waitFor();
    expect(await savedHours()).toMatch(/"08:15".*"18:45"/);
    await setPolicies(t, t.lineId, policies);
  });

  it('were not changed elsewhere when a policy that was added and named is edited while it is saved', async () => {
    const page = await openLines();
    const release = await holdSaving(page);
    await page.getByLabel('Add a policy').selectOption('Line is in a call');
    await page.locator('summary', { hasText: 'Line is in a call' }).click();
    const name = page.locator('details[open]').getByLabel('Name', { exact: true });
    const save = page.getByRole('button', { name: /^Sav/ });
    await name.fill('Busy');
    const sent = page.waitForRequest(isSaving);
    await save.click();
    await sent;
    await name.fill('Busy desk');
    release();
    await page.getByText('Saved, but not what was changed since.').waitFor();
    expect((await perimeterOf(t, t.lineId)).policies[2]).toMatchObject({ name: 'Busy' });
    expect(await page.getByText('changed elsewhere').count()).toBe(0);
    await save.click();
    await page.getByText('Saved. It holds').waitFor();
    expect((await perimeterOf(t, t.lineId)).policies[2]).toMatchObject({ name: 'Busy desk' });
    await setPolicies(t, t.lineId, policies);
  });

  it('say when they were changed elsewhere in the meantime', async () => {
    const page = await openLines(undefined, async (page) => page.clock.install());
    await page.getByText('By day').first().click();
    await page.getByRole('textbox', { name: 'From' }).fill('11:15');
    await setPolicies(t, t.lineId, { policies: [{ name: 'Other', blockedCaller: {} }] });
    await page.clock.fastForward(20_000);
    await page.getByText('changed elsewhere in the meantime').waitFor();
    await page.getByRole('button', { name: 'Undo the changes' }).click();
    await page.getByText('Other').first().waitFor();
    await setPolicies(t, t.lineId, policies);
  });

  it('move a policy with the units that were chosen and open as it was, also when it is saved', async () => {
    const throttle = (name: string, withinMs: number) => ({
      ...{ name, frequencyThrottle: { calls: 3, withinMs } },
    });
    await setPolicies(t, t.lineId, {
      policies: [throttle('Few', 3_600_000), throttle('Many', 60_000)],
    });
    const page = await openLines();
    const seen = async () => {
      const cards = await page.locator('details.policy:has(.pill)').all();
      return Promise.all(
        cards.map(async (card) => {
          const name = await card.locator('summary b').textContent();
          const amount = await card.locator('.duration input').first().inputValue();
          const unit = await card.locator('.duration select').first().inputValue();
          const isOpen = (await card.getAttribute('open')) !== null;
          return `${name}: ${amount} ${unit}${isOpen ? ', open' : ''}`;
        }),
      );
    };
    const named = page.locator('summary', { hasText: /^Many/ });
    const many = page.locator('details.policy', { has: named });
    await named.click();
    await many.getByLabel('Unit of Within').selectOption('seconds');
    await many.getByLabel('Within', { exact: true }).fill('120');
    await many.getByRole('button', { name: 'Ask it earlier' }).click();
    expect(await seen()).toEqual(['Many: 120 seconds, open', 'Few: 1 hours']);
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await seen()).toEqual(['Many: 120 seconds, open', 'Few: 1 hours']);
    const { policies: saved } = await perimeterOf(t, t.lineId);
    expect(saved.map(({ settings }) => settings)).toMatchObject([
      { withinMs: 120_000 },
      { withinMs: 3_600_000 },
    ]);
    await many.getByRole('button', { name: 'Remove' }).click();
    expect(await seen()).toEqual(['Few: 1 hours']);
    await page.getByRole('button', { name: 'Undo the changes' }).click();
    expect(await seen()).toEqual(['Many: 2 minutes', 'Few: 1 hours']);
    await setPolicies(t, t.lineId, policies);
  });

  it('add a policy, which at first only observes', async () => {
    const page = await openLines();
    await page.getByLabel('Add a policy').selectOption('Line is in a call');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('Saved.').waitFor();
    const { policies } = await perimeterOf(t, t.lineId);
    expect(policies[2]).toMatchObject({ kind: 'ALREADY_IN_A_CALL', mode: 'OBSERVE' });
  });

  it('add a variant in English while no other language is given', async () => {
    const page = await openLines();
    await page.getByText('Texts', { exact: true }).click();
    await page.getByLabel('Language otherwise').fill('');
    await page.getByRole('button', { name: 'Add a variant' }).click();
    const texts = page.getByLabel(/^Text \(/);
    await until(async () => (await texts.count()) === 2);
    expect(await page.getByLabel('Text (en)', { exact: true }).count()).toBe(2);
    await texts.last().fill('Call back later.');
    await page.getByLabel('Language otherwise').fill('en');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('Saved.').waitFor();
    const copy = (await perimeterOf(t, t.lineId)).copy as typeof policies.copy;
    expect(copy.copies[0]?.variants[1]?.texts).toEqual([
      { locale: 'en', text: 'Call back later.' },
    ]);
    await setPolicies(t, t.lineId, policies);
  });

  it('have a kill switch', async () => {
    const page = await openLines();
    const killSwitch = page.getByRole('switch', { name: 'Kill switch' });
    await killSwitch.click();
    await until(async () => (await killSwitch.getAttribute('aria-checked')) === 'true');
    expect((await perimeterOf(t, t.lineId)).killSwitch).toBe(true);
    await killSwitch.click();
    await until(async () => !(await perimeterOf(t, t.lineId)).killSwitch);
  });

  it('answer what would happen on Saturday night', async () => {
    const page = await openLines();
    await page.getByLabel('this number rang').fill('+447700900145');
    await page.getByRole('button', { name: 'On Saturday night' }).click();
    await page.getByRole('button', { name: 'Find out' }).click();
    await page.getByText('It would be rejected').waitFor();
    await page.getByText(/^Back .*https:\/\/example.com\/chat$/).waitFor();
  });

  it.each([
    ['on a Friday', new Date(2026, 10, 27, 23, 30), '2026-11-28T23:00'],
    ['on a Saturday', new Date(2026, 10, 28, 22, 59), '2026-11-28T23:00'],
    ['late on a Saturday', new Date(2026, 10, 28, 23, 0), '2026-12-05T23:00'],
    ['on a Sunday', new Date(2026, 10, 29, 0, 0), '2026-12-05T23:00'],
  ])('take the Saturday night to come, %s', async (_when, now, expected) => {
    const page = await openLines(undefined, (page) => page.clock.setFixedTime(now));
    await page.getByRole('button', { name: 'On Saturday night' }).click();
    expect(await page.getByLabel('at this time').inputValue()).toBe(expected);
  });

  it('can be read and not changed without a tenant-wide key', async () => {
    const page = await openLines(`key=${t.key}`);
    expect(await page.getByRole('switch').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save all' }).count()).toBe(0);
    await page.getByLabel(/add a key that may/).fill(t.tenantKey);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Save all' }).waitFor();
  });

  it('say so when there are more of them than are listed', async () => {
    await queryOnce(
      t.databaseUrl,
      `insert into lines select (jsonb_populate_record(l, jsonb_build_object(
        'id', l.id || n, 'name', 'Line ' || n, 'hook_token_hash', null))).*
      from lines l, generate_series(1, 1000) n`,
    );
    const page = await openLines();
    await page.getByText('There are more lines than are listed here').waitFor();
    expect(await page.getByRole('navigation', { name: 'Lines' }).getByRole('button').count()).toBe(
      1000,
    );
  });
});
