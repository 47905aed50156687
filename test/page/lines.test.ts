import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { perimeterOf, setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
  const set = await setPolicies(t, t.lineId, {
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
  });
  expect(set).toMatchObject({ __typename: 'PhoneLinePoliciesSet' });
});
afterAll(() => t.stop());

const lines = (keys = `key=${t.key}&manage=${t.tenantKey}`) => `${t.url}/#${keys}`;

async function openLines(keys?: string) {
  const page = await open(lines(keys));
  await page.getByRole('link', { name: 'Lines' }).click();
  await page.getByRole('heading', { name: 'Front desk' }).waitFor();
  return page;
}

withBrowser('the lines', () => {
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

  it('add a policy, which at first only observes', async () => {
    const page = await openLines();
    await page.getByLabel('Add a policy').selectOption('Line is in a call');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('Saved.').waitFor();
    const { policies } = await perimeterOf(t, t.lineId);
    expect(policies[2]).toMatchObject({ kind: 'ALREADY_IN_A_CALL', mode: 'OBSERVE' });
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

  it('can be read and not changed without a tenant-wide key', async () => {
    const page = await openLines(`key=${t.key}`);
    expect(await page.getByRole('switch').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save all' }).count()).toBe(0);
    await page.getByLabel(/add a key that may/).fill(t.tenantKey);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Save all' }).waitFor();
  });
});
