import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';

const ringing = { event: 'call.ringing', direction: 'INBOUND', peerNumber: '5511999990000' };
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;

let t: TestApp;
let rung = 0;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

/** Whatever was sent: the next call still rings, is seen and is rejected. */
afterEach(async () => {
  const id = `call_AFTER_${++rung}`;
  t.simulator.ring({ id });
  await t.simulator.webhooks.settled();
  const answer = await get<{ rejectCall: object }>(t.url, t.key, rejectCall, { id });
  expect(answer.rejectCall).toEqual({ __typename: 'CallRejected' });
});

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  { url = t.webhookUrl, ...headers }: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}

const postEvent = (event: object) => post(JSON.stringify(event));

describe('a webhook', () => {
  it('with a token that nobody has is answered 404', async () => {
    const url = `${t.url}/webhooks/${'x'.repeat(32)}`;
    const answer = await post(JSON.stringify({ ...ringing, id: 'call_FORGED' }), { url });
    expect(answer).toMatchObject({
      status: 404,
      text: expect.stringContaining('registerPhoneLine'),
    });
    expect(await historyOf(t.url, t.key, 'call_FORGED')).toEqual([]);
  });

  it.each(['', '/', '/%00', '/%zz', '/../graphql', `/${'a'.repeat(8000)}`])(
    'at the path `/webhooks%.20s` is answered and nothing happens',
    async (rest) => {
      const answer = await post('{}', { url: `${t.url}/webhooks${rest}` });
      expect([400, 404, 415]).toContain(answer.status);
    },
  );

  it('that is not posted is answered 405', async () => {
    const response = await fetch(t.webhookUrl);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    await response.text();
  });

  it('of another content type is read if it is JSON', async () => {
    const id = 'call_AS_TEXT';
    const answer = await post(JSON.stringify({ ...ringing, id }), { 'content-type': 'text/plain' });
    expect(answer.status).toBe(200);
    expect(await historyOf(t.url, t.key, id)).toEqual(['RANG by PILOT_STATUS: RINGING']);
  });

  it.each([
    ['a form', 'event=call.ringing&id=call_FORM'],
    ['truncated JSON', JSON.stringify({ ...ringing, id: 'call_CUT' }).slice(0, -5)],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '7'],
    ['JSON without an event', '{"id":"call_NO_EVENT"}'],
    ['an event without a call', JSON.stringify(ringing)],
    ['nesting without end', '['.repeat(100_000)],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x7b])],
  ])('that holds %s is answered 400 with the reason', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.stringMatching(/\w{3}/) });
  });

  it('of 10 MB is answered 413', async () => {
    const body = JSON.stringify({ ...ringing, id: 'call_HUGE', padding: 'x'.repeat(10_000_000) });
    expect((await post(body)).status).toBe(413);
    expect(await historyOf(t.url, t.key, 'call_HUGE')).toEqual([]);
  });

  it('of which the sender dies in the middle is not recorded', async () => {
    const { hostname, port, pathname } = new URL(t.webhookUrl);
    const socket = connect(Number(port), hostname);
    const half = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n{"event":"call.ringing","id":"call_HALF"`;
    await new Promise<void>((resolve) => socket.write(half, () => resolve()));
    socket.resetAndDestroy();
    expect(await historyOf(t.url, t.key, 'call_HALF')).toEqual([]);
  });

  it('with an event of a kind never seen is kept by its name', async () => {
    const answer = await postEvent({ event: 'number.teleported', id: 'n-1' });
    expect(answer).toEqual({
      status: 200,
      text: JSON.stringify({ received: true, recorded: 0, duplicates: 0, unknown: 1 }),
    });
    expect(t.logged.some((line) => line.includes('number.teleported'))).toBe(true);
    await postEvent({ event: 'number.teleported', id: 'n-1' });
    const kept = `select what from inbox where what = 'number.teleported'`;
    expect(await queryOnce(t.databaseUrl, kept)).toHaveLength(1);
  });

  it('that tells of several calls is recorded whole', async () => {
    const ids = ['call_ONE', 'call_TWO', 'call_THREE'];
    const answer = await postEvent({
      event: 'calls',
      calls: ids.map((id) => ({ id, event: 'terminate' })),
    });
    expect(JSON.parse(answer.text)).toMatchObject({ recorded: 3 });
    const kept = `select what from inbox where what = 'calls terminate'`;
    expect(await queryOnce(t.databaseUrl, kept)).toHaveLength(3);
  });

  it('with an event of a kind never seen about a call is in its history', async () => {
    await postEvent({ ...ringing, id: 'call_ODD' });
    expect((await postEvent({ event: 'call.teleported', id: 'call_ODD' })).status).toBe(200);
    expect(await historyOf(t.url, t.key, 'call_ODD')).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'NOTED by PILOT_STATUS: RINGING',
    ]);
  });

  it.each([
    ['half an emoji in a name', { peerName: 'Ana \ud83d' }],
    ['a NUL in a name', { peerName: 'Ana\u0000' }],
    ['a NUL in the caller', { peerNumber: '\u0000' }],
    ['a NUL in an event id', { eventId: '\u0000' }],
    ['a moment that does not exist', { createdAt: '2026-02-31T99:99:99Z' }],
    ['a moment in another age', { createdAt: '+275760-01-01T00:00:00Z' }],
    ['a number for a moment that is too large', { createdAt: 1e300 }],
    ['a very long name', { peerName: 'x'.repeat(100_000) }],
    ['a name that is an object', { peerName: { first: 'Ana' } }],
    ['a caller without a number', { peerNumber: null }],
    ['a direction never heard of', { direction: 'SIDEWAYS' }],
    ['a prototype', { __proto__: { id: 'x' }, constructor: 'x' }],
  ])('that rings with %s rings all the same', async (what, fields) => {
    const id = `call_${what.replaceAll(/\W/g, '_')}`;
    expect((await postEvent({ ...ringing, id, ...fields })).status).toBe(200);
    expect(await historyOf(t.url, t.key, id)).toEqual(['RANG by PILOT_STATUS: RINGING']);
  });
});
