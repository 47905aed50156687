import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get, subscribeOverSse } from '../support/client.ts';
import { postEvent } from '../support/webhook.ts';
import { type Issuer, newSigningKey, startIssuer } from './issuer.ts';

const who = '{ callsViewer { name scope scopes lines { id } } }';

describe('a user’s token', () => {
  let issuer: Issuer;
  let t: TestApp;
  beforeAll(async () => {
    issuer = await startIssuer();
    const roles = new Map([['agent', ['calls:read', 'calls:reject', 'lines:read']] as const]);
    t = await startTestApp({
      sockets: { keyCheckMs: 50 },
      config: {
        tokens: issuer.settings,
        claims: { linesWithoutClaim: 'none', scopesOfRole: roles },
      },
    });
  });
  afterAll(async () => {
    await t.stop();
    await issuer.stop();
  });

  const agent = (more: JWTPayload = {}): JWTPayload => ({
    ...{ name: 'Ada', org: { id: 'ten_first' }, lines: [t.lineId], scope: 'agent openid' },
    ...more,
  });
  const codesOf = async (token: string, query = who) =>
    (await ask(t.url, token, query)).errors?.map(({ extensions }) => extensions?.code);

  it('sees and does what its claims say', async () => {
    const token = await issuer.sign(agent());
    expect(await get(t.url, token, who)).toEqual({
      callsViewer: {
        ...{ name: 'Ada', scope: 'LINES', lines: [{ id: t.lineId }] },
        scopes: ['calls:read', 'calls:reject', 'lines:read'],
      },
    });
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const reject = `mutation { rejectCall(id: "${id}") {
      ... on CallRejected { rejection { requestedBy { kind name } } } } }`;
    expect(await get(t.url, token, reject)).toEqual({
      rejectCall: { rejection: { requestedBy: { kind: 'CLIENT', name: 'Ada' } } },
    });
    expect(await codesOf(token, '{ callsApiKeys { nodes { id } } }')).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['lines as words', { lines: 'LINE  line_other' }, 'LINES'],
    ['all lines', { lines: '*' }, 'TENANT'],
    ['no lines', { lines: undefined }, 'LINES'],
    ['no lines and null', { lines: null }, 'LINES'],
  ])('may name %s', async (_what, more, scope) => {
    const lines = more.lines?.replace('LINE', t.lineId);
    const token = await issuer.sign(agent({ lines, scope: ['agent'] }));
    expect((await get<Seen>(t.url, token, who)).callsViewer.scope).toBe(scope);
  });

  it('never gets the scope of operators', async () => {
    const token = await issuer.sign(agent({ lines: '*', scope: 'operator lines:read' }));
    const { callsViewer } = await get<Seen>(t.url, token, who);
    expect(callsViewer.scopes).toEqual(['lines:read']);
  });

  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const soon = () => Math.floor(Date.now() / 1000) + 300;
  const body = () => ({
    ...agent(),
    sub: 'ada',
    iss: 'https://id.example',
    aud: 'calls',
    exp: soon(),
  });

  const bad: [what: string, make: () => Promise<string>][] = [
    ['has expired', () => issuer.sign(agent(), undefined, -1)],
    ['is of another issuer', () => issuer.sign(agent({ iss: 'https://evil.example' }))],
    ['was meant for another service', () => issuer.sign(agent({ aud: 'mail' }))],
    [
      'was made with another key of that name',
      async () => issuer.sign(agent(), await newSigningKey('first')),
    ],
    [
      'was made with a key that nobody knows',
      async () => issuer.sign(agent(), await newSigningKey('x')),
    ],
    ['is of a tenant that is not here', () => issuer.sign(agent({ org: { id: 'ten_nobody' } }))],
    ['is of no tenant', () => issuer.sign(agent({ org: undefined }))],
    ['has a subject without a name', () => issuer.sign(agent({ sub: undefined }))],
    [
      'says that it needs no signature',
      async () => `${base64({ alg: 'none' })}.${base64(body())}.`,
    ],
    [
      'is signed with the public key as a shared secret',
      async () => {
        const text = `${base64({ alg: 'HS256', kid: 'first' })}.${base64(body())}`;
        const secret = JSON.stringify(issuer.published[0]?.jwk);
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      },
    ],
    [
      'had its claims changed',
      async () => {
        const [head, , signature] = (await issuer.sign(agent())).split('.');
        return `${head}.${base64({ ...body(), lines: '*' })}.${signature}`;
      },
    ],
    ['is cut off', async () => (await issuer.sign(agent())).slice(0, -9)],
  ];

  it.each(bad)('is refused when it %s', async (_what, make) => {
    const token = await make();
    expect(await codesOf(token)).toEqual(['UNAUTHENTICATED']);
    const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
    expect((await socket.closed).code).toBe(4403);
  });

  it('ends its streams when it expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 4;
    const token = await issuer.sign(agent({ exp }));
    const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    const watch = 'subscription { callEvents { snapshot { providerCallId } } }';
    const events = subscribeOverSse(t.url, token, watch);
    expect((await socket.closed).code).toBe(4403);
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000);
    await expect(events.received(1000)).rejects.toThrow('UNAUTHENTICATED');
    await postEvent(t.webhookUrl, { event: 'call.ringing', id: 'call_LATE', direction: 'INBOUND' });
    await events.stop();
    // A stream may begin with what was recorded right before it, by the tests above.
    expect(events.events).not.toContainEqual({ snapshot: { providerCallId: 'call_LATE' } });
    expect(await codesOf(token)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a token when the keys of its issuer', () => {
  let issuer: Issuer;
  let t: TestApp;
  beforeAll(async () => {
    issuer = await startIssuer();
    t = await startTestApp({
      sockets: { keyCheckMs: 50 },
      config: { tokens: { ...issuer.settings, tenant: 'ten_first', jwksCooldownMs: 0 } },
    });
  });
  afterAll(async () => {
    await t.stop();
    await issuer.stop();
  });
  const claims = { scope: 'calls:read', lines: '*' };

  it('cannot be fetched is neither right nor wrong, and open sockets stay open', async () => {
    issuer.state.isDown = true;
    const { errors } = await ask(t.url, await issuer.sign(claims), who);
    expect(errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    issuer.state.isDown = false;
    expect((await ask(t.url, await issuer.sign(claims), who)).errors).toBeUndefined();
  });

  it('change is checked with the new ones, also on open sockets', async () => {
    const old = await issuer.sign(claims);
    const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { token: old } });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    const before = issuer.state.fetches;
    issuer.published.splice(0, 1, await newSigningKey('second'));
    expect((await ask(t.url, await issuer.sign(claims), who)).errors).toBeUndefined();
    expect((await socket.closed).code).toBe(4403);
    expect((await ask(t.url, old, who)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    expect(issuer.state.fetches).toBeGreaterThan(before);
  });
});

interface Seen {
  readonly callsViewer: { readonly scope: string; readonly scopes: string[] };
}
