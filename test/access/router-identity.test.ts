import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket, type RawSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Answer } from '../support/client.ts';

const secret = 'a secret that the router and we share, 1';
const nextSecret = 'a secret that the router and we share, 2';

describe('a user whom a router names in headers', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({
      sockets: { keyCheckMs: 50 },
      config: { routerSecrets: [secret, nextSecret] },
    });
  });
  afterAll(() => t.stop());

  const identity = (more: Record<string, string> = {}) => ({
    'x-calls-router-secret': secret,
    'x-calls-tenant': 'ten_first',
    'x-calls-user': 'u-17',
    'x-calls-user-name': 'Ada',
    'x-calls-lines': t.lineId,
    'x-calls-scopes': 'calls:read lines:read operator',
    ...more,
  });
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${t.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ callsViewer { name scopes lines { id } } }' }),
    });
    const { data, errors } = (await response.json()) as Answer<{ callsViewer: object }>;
    return [response.status, data?.callsViewer ?? errors?.[0]?.extensions?.code];
  };
  const ada = () => ({
    name: 'Ada',
    scopes: ['calls:read', 'lines:read'],
    lines: [{ id: t.lineId }],
  });

  it('sees what the headers say, with either of two secrets', async () => {
    expect(await ask(identity())).toEqual([200, ada()]);
    expect(await ask(identity({ 'x-calls-router-secret': nextSecret }))).toEqual([200, ada()]);
  });

  it('counts before the token that the router forwards too', async () => {
    expect(await ask(identity({ authorization: `Bearer ${t.tenantKey}` }))).toEqual([200, ada()]);
  });

  it.each([
    ['a wrong secret', { 'x-calls-router-secret': `${secret}.` }],
    ['an empty secret', { 'x-calls-router-secret': '' }],
    ['no user', { 'x-calls-user': '' }],
    ['no tenant', { 'x-calls-tenant': '' }],
    ['a tenant that is not here', { 'x-calls-tenant': 'ten_nobody' }],
    ['a time that has passed', { 'x-calls-expires': '1000' }],
    ['a time that is none', { 'x-calls-expires': 'soon' }],
  ])('is refused with %s', async (_what, more) => {
    expect(await ask(identity(more as Record<string, string>))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is nobody without the secret, whatever the other headers say', async () => {
    const { 'x-calls-router-secret': _, ...rest } = identity();
    expect(await ask(rest)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask({ ...rest, authorization: 'router {"secret":"x"}' })).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  it.each([
    ['the headers of the upgrade', (headers: object) => [headers, undefined]],
    ['the payload of connection_init', (headers: object) => [{}, headers]],
    ['headers in that payload', (headers: object) => [{}, { headers }]],
  ])('comes over a websocket in %s', async (_where, place) => {
    const [headers, payload] = place(identity());
    const socket = await openSocket(socketUrl(), { headers: headers as Record<string, string> });
    socket.say({ type: 'connection_init', payload });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    socket.ws.close();
  });

  it('loses the websocket when their time is over', async () => {
    const socket = await welcomedForSeconds(2);
    expect((await socket.closed).code).toBe(4403);
  });

  /** For so many seconds, or for more where the machine takes longer until the socket is welcome. */
  async function welcomedForSeconds(seconds: number): Promise<RawSocket> {
    const socket = await openSocket(socketUrl());
    const expires = `${Math.floor(Date.now() / 1000) + seconds}`;
    socket.say({ type: 'connection_init', payload: identity({ 'x-calls-expires': expires }) });
    const answer = await Promise.race([socket.nextMessage(), socket.closed]);
    if (answer.code === 4403 && seconds < 60) return welcomedForSeconds(2 * seconds);
    expect(answer).toEqual({ type: 'connection_ack' });
    return socket;
  }

  const socketUrl = () => `${t.url.replace('http', 'ws')}/graphql`;
});
