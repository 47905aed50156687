import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { setPolicies } from '../support/policies.ts';
import { useBrowser, withBrowser } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const open = useBrowser();
let t: TestApp;

beforeAll(async () => {
  // However long axe takes, the call rings.
  t = await startTestApp({ ringLimitMs: 300_000 });
  await setPolicies(t, t.lineId, {
    policies: [
      { mode: 'OBSERVE', conversationFirst: { withinMs: 60_000 } },
      { quietHours: { open: [{ days: ['MONDAY'], from: '00:00', to: '24:00' }] }, mode: 'OBSERVE' },
    ],
  });
});
afterAll(() => t.stop());

/** Through the browser's own protocol: the page's policy lets no foreign script in. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { target: string[] }[] }[];
  };
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
}

const looks = [
  ['in light colours', { colorScheme: 'light' }],
  ['in dark colours', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 844 } }],
] as const;

withBrowser('axe finds nothing wrong with', () => {
  it.each(looks)('the page and its dialogs, %s', async (_, look) => {
    const page = await open(`${t.url}/#key=${t.key}&manage=${t.tenantKey}`, look);
    const ended = t.simulator.ring({ from: '447700900145', name: 'Ben Carter' });
    t.simulator.hangUp(ended.id);
    const call = t.simulator.ring({ from: '447700900123', name: 'Ana Souza' });
    const card = page.locator(`.card[data-status=RINGING]`, { hasText: 'Ana Souza' });
    await card.getByRole('timer').waitFor();
    const board = await violationsOf(page);
    await card.getByRole('button', { name: /^Reject/ }).click();
    const rejecting = await violationsOf(page);
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: /^Details/ }).click();
    await page.getByRole('dialog').getByText('What happened').waitFor();
    const story = await violationsOf(page);
    await page.keyboard.press('Escape');
    t.simulator.hangUp(call.id);
    await card.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Lines' }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    const lines = await violationsOf(page);
    await page.getByRole('link', { name: 'Figures' }).click();
    await page.getByRole('heading', { name: 'Who came back' }).waitFor();
    const figures = await violationsOf(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    const signIn = await violationsOf(page);
    expect({ board, rejecting, story, lines, figures, signIn }).toEqual({
      board: [],
      rejecting: [],
      story: [],
      lines: [],
      figures: [],
      signIn: [],
    });
  });
});
