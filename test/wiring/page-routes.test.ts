import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOneTimeCodes } from '../../src/access/keys/one-time-codes.ts';
import { pageRoutes } from '../../src/wiring/page-routes.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { silentLog } from '../support/silent-log.ts';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

const read = (path: string, init?: RequestInit) => fetch(`${t.url}${path}`, init);

describe('the page', () => {
  it('may run its own scripts and no other, and be framed by nobody', async () => {
    const { headers, status } = await read('/');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('names only files that there are, and needs nothing from elsewhere', async () => {
    const html = await (await read('/')).text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named).toHaveLength(3);
    const answers = await Promise.all(named.map((path) => read(`/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(html).not.toMatch(/<script>|<style|onclick|https?:/);
  });

  it('is sent again only when it has changed', async () => {
    const first = await read('/assets/page.js');
    const etag = first.headers.get('etag') ?? '';
    expect((await read('/assets/page.js', { headers: { 'if-none-match': etag } })).status).toBe(
      304,
    );
    expect(
      (await read('/assets/page.js', { headers: { 'if-none-match': '"other"' } })).status,
    ).toBe(200);
  });

  it.each([
    ['/assets/page.tsx', 'GET', 404],
    ['/assets/other.js', 'GET', 404],
    ['/assets/..%2fpackage.json', 'GET', 400],
    ['/assets/', 'GET', 404],
    ['/', 'POST', 405],
    ['/sign-in', 'GET', 405],
    ['/sign-in', 'POST', 410],
    ['/', 'HEAD', 200],
  ])('answers %s %s with %i', async (path, method, status) => {
    expect((await read(path, { method })).status).toBe(status);
  });
});

describe('the routes of the page', () => {
  const config = testConfig({ is: 'embedded', directory: '' });
  const paths = (page: boolean, graphiql: boolean) =>
    pageRoutes({ ...config, page, graphiql }, createOneTimeCodes(), silentLog).map(
      ([path]) => path,
    );

  it('are there only for what is on', () => {
    expect(paths(true, true)).toEqual(['', 'graphiql', 'assets/', 'sign-in']);
    expect(paths(true, false)).toEqual(['', 'assets/', 'sign-in']);
    expect(paths(false, true)).toEqual(['graphiql', 'assets/', 'sign-in']);
    expect(paths(false, false)).toEqual([]);
  });
});
