import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { metricsToken } from '../support/metrics.ts';
import { silentLog } from '../support/silent-log.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

/** The path exactly as given; `fetch` would tidy it up first. */
function get(url: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status?: number; text: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asked.on('error', reject).end();
  });
}

describe('metrics', () => {
  it.each(['/metrics', '/metrics/'])('at %s need the token of operators', async (path) => {
    const statuses = await Promise.all([
      get(t.url, path),
      get(t.url, path, { authorization: `Bearer ${t.tenantKey}` }),
      get(t.url, path, { authorization: `Bearer ${metricsToken}` }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
  });

  it.each(['/webhooks/../metrics', '//x/metrics', '/webhooks/%2e%2e/metrics', '/x/../metrics'])(
    'are not at %s, with the token or without',
    async (path) => {
      const token = { authorization: `Bearer ${metricsToken}` };
      const answers = await Promise.all([get(t.url, path), get(t.url, path, token)]);
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    },
  );

  it('have a port of their own, which answers operators and nobody else', async () => {
    const { databaseUrl: url } = t;
    const database = { is: 'postgres', url, directUrl: url, poolSize: 1 } as const;
    const config = { ...testConfig(database), metrics: { port: 0, token: null } };
    const app = await createApp(config, { log: silentLog });
    const { metricsUrl } = app;
    const asked = async (base: string | null, path: string) => (await get(base ?? '', path)).status;
    expect(await asked(app.url, '/metrics')).toBe(404);
    expect(
      await Promise.all(
        ['/metrics', '/livez', '/readyz', '/graphql', '/webhooks/x'].map((path) =>
          asked(metricsUrl, path),
        ),
      ),
    ).toEqual([200, 200, 200, 404, 404]);
    await app.stop();
  });
});

describe('a body that never ends', () => {
  it.each([
    ['that was too large', '/webhooks/x', 'application/json'],
    ['of a GraphQL request that was too large', '/graphql', 'application/json'],
    ['of the wrong type', '/graphql', 'text/plain'],
    ['that nobody asked for', '/livez', 'text/plain'],
    ['at no path', '/nowhere', 'text/plain'],
  ])('%s is answered and then cut', async (_what, path, type) => {
    const { hostname, port } = new URL(t.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const writing = setInterval(() => socket.writable && socket.write(chunk), 20);
    await closed;
    clearInterval(writing);
    expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /);
  });
});
