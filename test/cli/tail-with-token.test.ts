import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Issuer, startIssuer } from '../access/issuer.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { startProxy } from './proxy.ts';
import { calls } from './run-calls.ts';

describe('calls tail with a token', () => {
  let issuer: Issuer;
  let t: TestApp;
  let after: string;
  beforeAll(async () => {
    issuer = await startIssuer();
    t = await startTestApp({ rememberMs: 0, config: { tokens: issuer.settings } });
    const head = await get<{ callEventHead: string }>(t.url, t.tenantKey, '{ callEventHead }');
    after = head.callEventHead;
  });
  afterAll(async () => {
    await t.stop();
    await issuer.stop();
  });

  const tokenUntil = (exp: number) =>
    issuer.sign({ org: { id: 'ten_first' }, lines: '*', scope: 'calls:read lines:read', exp });
  const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const envWith = (token: string) => ({ CALLS_URL: t.url, CALLS_KEY: token });

  it('ends with the reason when it begins behind a cursor and the token has expired', async () => {
    const expired = envWith(await tokenUntil(secondsFromNow(-60)));
    expect(await calls(['tail', '--after', after], expired)).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^The service refuses the token: .*CALLS_KEY\.\n$/),
    });
  });

  it('ends with the reason when the token is refused on the way back after an interruption', async () => {
    const proxy = await startProxy(t.url);
    const env = { ...envWith(await tokenUntil(secondsFromNow(300))), CALLS_URL: proxy.url };
    const ended = calls(['tail', '--after', after], env);
    await until(() => t.app.subscriberCount() > 0);
    proxy.cut();
    // As a token that expires, for it needs no wait.
    await queryOnce(t.databaseUrl, 'update tenants set suspended_at = now()');
    proxy.mend();
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^Disconnected: .*\n[\s\S]*The service refuses the token: /);
    await proxy.close();
  });
});
