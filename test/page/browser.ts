import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect } from 'vitest';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = places.find((place) => place !== undefined && existsSync(place));

/** Where there is no browser, this says so, and only these tests are left out. */
export const withBrowser = describe.skipIf(executablePath === undefined);

if (executablePath === undefined) {
  process.stderr.write(
    'No Chromium was found, so the tests of the page are SKIPPED. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.\n',
  );
}

export interface OpenPage {
  readonly page: Page;
  /** What the page should not have done: errors, and requests to elsewhere. */
  readonly complaints: string[];
}

/** Pages of one browser. After each test they are closed, and none of them may have complained. */
export function useBrowser() {
  let browser: Browser | undefined;
  const opened: OpenPage[] = [];

  afterEach(async () => {
    const complaints = opened.flatMap((one) => one.complaints);
    await Promise.all(opened.splice(0).map(({ page }) => page.context().close()));
    expect(complaints).toEqual([]);
  });
  afterAll(() => browser?.close());

  /** `prepare` is called before the page is loaded. */
  return async function open(
    url: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Page> {
    browser ??= await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    opened.push({ page, complaints: complaintsOf(page, new URL(url).host) });
    await prepare(page);
    await page.goto(url);
    return page;
  };
}

/** A server that is away, or refuses a key or an input, is not the page's fault, whatever the browser says of it. */
const ofTheServer =
  /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_FAILED|WebSocket connection to|status of 4(0[01]|10)/;

function complaintsOf(page: Page, host: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad && !ofTheServer.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url());
    if (protocol !== 'data:' && asked !== host) complaints.push(`asked ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== host) complaints.push(`connected to ${socket.url()}`);
  });
  return complaints;
}
