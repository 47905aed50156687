import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, startDoor } from '../support/start-door.ts';

describe('/graphql over HTTP', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor({
      origins: ['https://desk.example'],
      corsHeaders: ['authorization', 'x-desk'],
    });
  });
  afterAll(() => door.stop());

  const send = async (init: RequestInit, search = '') => {
    const response = await fetch(door.url + search, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const json = { 'content-type': 'application/json', authorization: 'Bearer line-key' };

  it('answers a query, and asks not to be cached', async () => {
    const answer = await send({
      method: 'POST',
      headers: json,
      body: JSON.stringify({ query: '{ callsViewer { name scope lines { id } } }' }),
    });
    expect([answer.status, answer.headers.get('cache-control'), JSON.parse(answer.text)]).toEqual([
      200,
      'no-store',
      { data: { callsViewer: { name: 'reception', scope: 'LINES', lines: [{ id: 'line_1' }] } } },
    ]);
  });

  it('answers a query by GET', async () => {
    const answer = await send({ headers: json }, '?query={callsViewer{name}}');
    expect(JSON.parse(answer.text)).toEqual({ data: { callsViewer: { name: 'reception' } } });
  });

  it.each([
    ['a body that is not JSON', { ...json }, '{"query":', 400, 'not JSON'],
    ['a body that is no object', { ...json }, '[1]', 400, ''],
    [
      'a body of another type',
      { ...json, 'content-type': 'text/plain' },
      '{}',
      415,
      'application/json',
    ],
    ['a body in another encoding', { ...json, 'content-encoding': 'gzip' }, '{}', 415, 'encoding'],
    ['a body that is too large', { ...json }, `{"query":"${'x'.repeat(300_000)}"}`, 413, 'larger'],
  ])('refuses %s', async (_what, headers, body, status, because) => {
    const answer = await send({ method: 'POST', headers, body });
    const [error] = JSON.parse(answer.text).errors;
    expect([answer.status, error.message, error.extensions.code]).toEqual([
      status,
      expect.stringContaining(because),
      'BAD_REQUEST',
    ]);
  });

  it('refuses other methods', async () => {
    const answer = await send({ method: 'DELETE', headers: json });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST']);
  });

  it('refuses a mutation by GET', async () => {
    const answer = await send(
      { headers: json },
      '?query=mutation{revokeCallsApiKey(id:"x"){__typename}}',
    );
    expect(answer.status).toBe(405);
  });

  it('answers HEAD without a body', async () => {
    const answer = await send({ method: 'HEAD', headers: json }, '?query={callsViewer{name}}');
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it.each([
    ['https://desk.example', 'https://desk.example', 'authorization, x-desk'],
    ['https://elsewhere.example', null, null],
  ])('tells a page of %s that it may use: %s', async (origin, allowed, mayBeSent) => {
    const { status, headers } = await send({ method: 'OPTIONS', headers: { origin } });
    expect([
      status,
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-headers'),
    ]).toEqual([204, allowed, mayBeSent]);
  });

  it('tells how to subscribe when a subscription comes as a plain query', async () => {
    const { status, errors } = await door.post('subscription { callEvents { id } }');
    expect([status, errors?.[0]?.message, errors?.[0]?.extensions.code]).toEqual([
      400,
      expect.stringContaining('text/event-stream'),
      'BAD_USER_INPUT',
    ]);
  });

  it('answers a fault outside of every operation with an id that is in the log', async () => {
    const broken = await startDoor({
      onRefused() {
        throw new Error('secret detail of a counter');
      },
    });
    const { status, errors } = await broken.post('{', undefined, { 'x-api-key': 'wrong' });
    const errorId = expect.any(String);
    expect([status, errors, broken.logged]).toEqual([
      500,
      [
        {
          message: expect.stringContaining('errorId'),
          extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
        },
      ],
      [
        {
          message: 'A GraphQL operation failed.',
          fields: { errorId, error: expect.stringContaining('secret detail') },
        },
      ],
    ]);
    expect(broken.logged[0]?.fields?.errorId).toBe(errors?.[0]?.extensions.errorId);
    await broken.stop();
  });
});
