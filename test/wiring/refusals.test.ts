import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { get } from '../support/client.ts';
import { counted } from '../support/metrics.ts';
import { until } from '../support/until.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

const json = { 'content-type': 'application/json' };
const post = async (path: string, body: string, headers: Record<string, string> = json) => {
  const response = await fetch(`${t.url}${path}`, { method: 'POST', headers, body });
  await response.text();
};
const query = (text: string) => JSON.stringify({ query: text });
const withKey = () => ({ ...json, authorization: `Bearer ${t.key}` });

/** Resolves when the server has closed the connection. */
function sendRaw(text: string): Promise<void> {
  const { hostname, port } = new URL(t.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('close', () => resolve()).on('error', () => {});
    socket.resume();
  });
}

function getPath(path: string): Promise<void> {
  const { hostname, port } = new URL(t.url);
  return new Promise((resolve) => {
    request({ hostname, port, path }, (response) => {
      response.resume().on('end', () => resolve());
    }).end();
  });
}

async function socketSays(...messages: object[]): Promise<void> {
  const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
  for (const message of messages) socket.say(message);
  await socket.closed;
}

const register = `mutation ($input: RegisterPhoneLineInput!) {
  registerPhoneLine(input: $input) { __typename } }`;
const inside = { name: 'a line', pilotStatus: { apiKey: 'ps_any', baseUrl: 'https://10.0.0.1' } };

const attacks: [reason: string, what: string, run: () => Promise<unknown>][] = [
  [
    'no_key',
    'a request without a key',
    () => post('/graphql', query('{ calls { nodes { id } } }')),
  ],
  ['no_key', 'a socket without a key', () => socketSays({ type: 'connection_init' })],
  [
    'wrong_key',
    'a request with a wrong key',
    () => post('/graphql', query('{ __typename }'), { ...json, 'x-api-key': 'wrong' }),
  ],
  [
    'wrong_key',
    'a socket with a wrong key',
    () => socketSays({ type: 'connection_init', payload: { token: 'wrong' } }),
  ],
  [
    'document',
    'a document of a bad shape',
    () => post('/graphql', query(`{ ${'calls { nodes { id } } '.repeat(99)} }`), withKey()),
  ],
  [
    'document',
    'an operation that costs too much',
    () =>
      post(
        '/graphql',
        query('{ calls(first: 100) { nodes { history(first: 500) { nodes { id } } } } }'),
        withKey(),
      ),
  ],
  ['body', 'a body that is too large', () => post('/graphql', 'x'.repeat(300_000), withKey())],
  ['body', 'a webhook that is too large', () => post('/webhooks/x', 'x'.repeat(300_000))],
  ['body', 'a message that is too large', () => socketSays({ id: 'x'.repeat(70_000) })],
  ['path', 'a path that leads elsewhere', () => getPath('/webhooks/../metrics')],
  ['http', 'something that is not HTTP', () => sendRaw('HELO there\r\n\r\n')],
  ['webhook', 'a webhook that nobody has', () => post('/webhooks/guessed', '{}')],
  ['address', 'a line inside', () => get(t.url, t.tenantKey, register, { input: inside })],
];

describe('an attack', () => {
  it.each(attacks)('is counted as %s: %s', async (reason, _what, run) => {
    const count = async () =>
      (await counted(t.url, 'calls_refused_total'))[`reason=${reason}`] ?? 0;
    const before = await count();
    await run().catch(() => {});
    await until(async () => (await count()) === before + 1);
  });

  it('from a page at another origin is counted as origin', async () => {
    const { databaseUrl: url } = t;
    const database = { is: 'postgres', url, directUrl: url, poolSize: 1 } as const;
    const corsOrigins = ['https://app.example'];
    const logged: string[] = [];
    const log = createLog('debug', (line) => logged.push(line));
    const app = await createApp({ ...testConfig(database), corsOrigins }, { log });
    const ws = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, {
      origin: 'https://evil.example',
    });
    await new Promise((resolve) => ws.on('error', resolve));
    expect(await counted(app.url, 'calls_refused_total')).toEqual({ 'reason=origin': 1 });
    expect(logged.filter((line) => line.includes('another origin'))).toHaveLength(1);
    await app.stop();
  });

  it('that goes on leaves a few lines in the log, with the address, and not one for each', async () => {
    const before = (await counted(t.url, 'calls_refused_total'))['reason=no_key'] ?? 0;
    for (let n = 0; n < 40; n++) await post('/graphql', query('{ calls { nodes { id } } }'));
    const after = (await counted(t.url, 'calls_refused_total'))['reason=no_key'] ?? 0;
    const lines = t.logged
      .map((line) => JSON.parse(line))
      .filter(({ message }) => message === 'a request without a key was refused');
    expect(after - before).toBe(40);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(20);
    expect(lines[0]).toMatchObject({ level: 'warn', subsystem: 'refusals', from: '127.0.0.1' });
  });
});
