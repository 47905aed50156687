import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { calls } from './run-calls.ts';

let t: TestApp;
let server: Server;
let url: string;
let folder: string;
let file: string;
/** The body of the server's answers. Null for an answer that breaks off. */
let body: string | null = null;

beforeAll(async () => {
  t = await startTestApp();
  server = createServer((request, response) => {
    if (body !== null) {
      response.end(body);
      return;
    }
    // Ends the connection within the body, as a proxy does whose service dies.
    const status = request.url === '/readyz' ? 503 : 200;
    response.writeHead(status, { 'content-length': '100' });
    response.write('{"data":', () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'calls-broken-off-'));
  file = join(folder, 'recorded.ndjson');
  writeFileSync(file, '{"event":"call.ringing"}\n');
  const viewer = await createAuthenticate(t.app.db, 0)(t.tenantKey);
  const account = { apiKey: 'ps_some_key_of_a_number', baseUrl: url };
  await t.app.lines.register(viewer, { name: 'Broken', accounts: { PILOT_STATUS: account } });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.close();
  await t.stop();
});

describe('an answer that breaks off', () => {
  it.each([
    ['the service to', ['lines'], () => url],
    ['the webhook to', ['replay', 'FILE', '--webhook', 'URL/webhooks/token'], () => url],
    ['the simulator to', ['ring', 'Broken'], () => t.url],
  ])('of %s %j is told like none, and exits with 3', async (_, args, service) => {
    const given = args.map((arg) => arg.replace('FILE', file).replace('URL', url));
    const { code, err } = await calls(given, { CALLS_URL: service(), CALLS_KEY: t.tenantKey });
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^.* cannot be reached \(.+\)\..*\n$/),
    });
  });

  it('of the service to `doctor` is a finding', async () => {
    const { code, out, err } = await calls(['doctor'], { CALLS_URL: url });
    expect({ code, out, err }).toEqual({
      code: 1,
      out: expect.stringMatching(/✗ service: http.* cannot be reached: .+\.\n/),
      err: '',
    });
  });
});

describe('an answer of something else', () => {
  afterAll(() => {
    body = null;
  });

  it.each([
    '',
    'OK',
    'null',
    '[]',
    '{}',
    '{"id":7}',
    '{"data":"ok"}',
    '{"data":[]}',
    '{"data":null,"errors":[]}',
    '{"errors":"no"}',
    '{"errors":[null]}',
    '{"data":{"phoneLines":[]},"errors":[{"message":7}]}',
  ])('that is %j is told as one', async (text) => {
    body = text;
    const environment = { CALLS_KEY: t.tenantKey };
    const rung = await calls(['ring', 'Broken'], { ...environment, CALLS_URL: t.url });
    expect(rung).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/ is no simulator of ours\.\n$/),
    });
    const listed = await calls(['lines'], { ...environment, CALLS_URL: url });
    expect(listed).toEqual({
      code: 3,
      out: '',
      err: expect.stringMatching(/: is this the calls service\?\n$/),
    });
  });
});
