import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { Json } from '../support/json.ts';
import { lineKeyViewer, sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const events = 'subscription ($after: String) { callEvents(after: $after) { id kind } }';

describe('server-sent events', () => {
  let door: Door;
  beforeEach(async () => {
    door = await startDoor({
      timing: { sweepMs: 10, heartbeatMs: 30, keyCheckMs: 20, drainSpreadMs: 0 },
    });
  });
  afterEach(() => door.stop());
  const ring = () => door.host.events.record('RANG', sampleCall(1));

  const open = async (
    method: 'GET' | 'POST',
    query: string,
    variables = {},
    accept = 'text/event-stream',
  ) => {
    const headers = { accept, 'content-type': 'application/json', 'x-api-key': 'line-key' };
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    return method === 'GET'
      ? fetch(`${door.url}?${search}`, { headers })
      : fetch(door.url, { method, headers, body: JSON.stringify({ query, variables }) });
  };

  it.each(['GET', 'POST'] as const)('delivers events by %s, headers first', async (method) => {
    const response = await open(method, events);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    const reader = readStream(response);
    // A slow machine may send its heartbeat, a second comment, before this reads.
    expect(await reader.until(':\n\n')).toMatch(/^(:\n\n)+$/);
    const { id } = ring();
    const text = await reader.until('event: next');
    expect(text).toContain(
      `event: next\ndata: {"data":{"callEvents":{"id":"${id}","kind":"RANG"}}}\n\n`,
    );
    await reader.cancel();
    await eventually(() => door.host.events.openStreams() === 0);
  });

  it('resumes after a cursor', async () => {
    const [first, second] = [ring(), ring()];
    const reader = readStream(await open('POST', events, { after: first.cursor }));
    expect(await reader.until('event: next')).toContain(second.id);
    await reader.cancel();
  });

  it('answers a query with one event and completes', async () => {
    const response = await open('POST', '{ callsViewer { name } }');
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"callsViewer":{"name":"reception"}}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('answers a query with JSON when the client takes both', async () => {
    const both = 'application/json, text/event-stream';
    const query = await open('POST', '{ callsViewer { name } }', {}, both);
    expect(await query.json()).toEqual({ data: { callsViewer: { name: 'reception' } } });
    const stream = await open('POST', events, {}, both);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await stream.body?.cancel();
  });

  it.each([
    ['an unknown field', 'subscription { nope }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a bad variable', events, { after: 5 }, 400, 'BAD_USER_INPUT'],
    ['a malformed cursor', events, { after: 'malformed' }, 400, 'BAD_USER_INPUT'],
  ])('answers %s with JSON', async (_what, query, variables, status, code) => {
    const response = await open('POST', query, variables);
    const { errors } = (await response.json()) as Json;
    expect([response.status, errors[0].extensions.code]).toEqual([status, code]);
  });

  it('refuses a mutation by GET', async () => {
    const response = await open('GET', 'mutation { rejectCall(id: "call_1") { __typename } }');
    expect([response.status, door.host.asked.rejects]).toEqual([405, []]);
  });

  it('answers 401 without a key', async () => {
    const response = await fetch(`${door.url}?query={callsViewer{name}}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(response.status).toBe(401);
  });

  it('says in the stream why it cannot go on', async () => {
    const response = await open('POST', events, { after: 'expired' });
    const text = await response.text();
    expect(text).toContain('"code":"CURSOR_EXPIRED"');
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  });

  it('keeps a quiet stream alive', async () => {
    const reader = readStream(await open('GET', events));
    // One read may bring several.
    expect(await reader.until(':\n\n:\n\n')).toMatch(/^(:\n\n){2,}$/);
    await reader.cancel();
  });

  it('says where to resume and breaks off without complete when it drains, and takes no new streams', async () => {
    const response = await open('POST', events);
    const { cursor } = ring();
    const reader = readStream(response);
    await reader.until('event: next');
    await door.graphql.drain();
    const rest = await reader.until('UNAVAILABLE');
    expect(rest).toContain(`"extensions":{"cursor":"${cursor}","code":"UNAVAILABLE"}`);
    expect(rest).not.toContain('complete');
    expect((await open('POST', events)).status).toBe(503);
    expect(door.host.events.openStreams()).toBe(0);
  });

  it('says that the key has changed, and where to resume, and breaks off without complete', async () => {
    const reader = readStream(await open('POST', events));
    const { cursor } = ring();
    await reader.until('event: next');
    door.host.viewers.set('line-key', { ...lineKeyViewer, scopes: ['calls:read'] });
    const rest = await reader.until('KEY_CHANGED');
    expect(rest).toContain(`"extensions":{"cursor":"${cursor}","code":"KEY_CHANGED"}`);
    expect(rest).not.toContain('complete');
  });

  const openAndTakeNothing = async (thawMs?: number) => {
    await door.stop();
    door = await startDoor({
      timing: { sweepMs: 10, slowConsumerMs: 100, ...(thawMs && { thawMs }) },
    });
    const response = await open('POST', 'subscription { callEvents { id cause } }');
    for (let i = 0; i < 20; i++) {
      door.host.events.record('NOTED', sampleCall(1), 'x'.repeat(1024 * 1024));
    }
    await eventually(() => door.host.events.openStreams() === 0);
    return response;
  };

  it('ends for a client that takes nothing, which reads whole events when it thaws', async () => {
    const text = await (await openAndTakeNothing()).text();
    const ids = [...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);
    const all = door.host.events.log.map(({ id }) => id);
    expect(ids).toEqual(all.slice(0, ids.length));
    expect(ids.length).toBeLessThan(all.length);
    expect(text).toMatch(/\n\n$/);
    expect(text).not.toContain('event: complete');
  });

  it('breaks for a client that does not thaw', async () => {
    const response = await openAndTakeNothing(50);
    await eventually(async () => (await door.connections()) === 0);
    await expect(response.text()).rejects.toThrow();
  });

  it('breaks off when the key no longer works', async () => {
    const response = await open('POST', events);
    door.host.viewers.delete('line-key');
    expect(await response.text()).not.toContain('complete');
    expect(door.host.events.openStreams()).toBe(0);
  });
});

function readStream(response: Response) {
  if (!response.body) throw new Error('There is no stream to read.');
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    async until(part: string) {
      while (!text.includes(part)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`The stream ended before ${part}: ${text}`);
        text += decoder.decode(value);
      }
      return text;
    },
    cancel: () => reader.cancel(),
  };
}
