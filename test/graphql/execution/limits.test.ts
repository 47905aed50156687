import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWelcomeSocket, subscribe } from '../support/raw-socket.ts';
import { sampleCall } from '../support/samples.ts';
import { type Answer, type Door, startDoor } from '../support/start-door.ts';

const aliases = (count: number, field: string) =>
  `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ')} }`;

const deep = `{ calls { nodes { ${'history { nodes { call { '.repeat(4)} id ${'} } }'.repeat(4)} } } }`;

const bomb = `
  query { calls { nodes { ...A } } }
  ${[...'ABCDEFGHIJKLMN']
    .map(
      (name, i, all) =>
        `fragment ${name} on Call { ${all[i + 1] ? `...${all[i + 1]} ... on Call { ...${all[i + 1]} }` : 'id'} }`,
    )
    .join(' ')}`;

const tooMuch: [what: string, query: string][] = [
  ['2,500 aliases', aliases(2_500, '__typename')],
  ['more aliases than a router needs', `{ callsViewer ${aliases(61, 'name')} }`],
  [
    'more root fields than a router needs',
    '{ callsViewer{name} '.concat('callsViewer{name} '.repeat(20), '}'),
  ],
  ['an operation that is too deep', deep],
  ['fragments that unfold without end', bomb],
  [
    'fragments in a circle',
    '{ calls { nodes { ...A } } } fragment A on Call { ...B } fragment B on Call { ...A }',
  ],
  [
    'pages within pages',
    '{ calls(first: 100) { nodes { history(first: 100) { nodes { id cause } } } } }',
  ],
];

describe('limits', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor({ limits: { operationsPerSocket: 2 } });
    door.host.events.record('NOTED', sampleCall(1), 'x'.repeat(100_000));
  });
  afterAll(() => door.stop());

  const overSocket = async (query: string, variables?: object): Promise<Answer> => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', query, variables));
    const { type, payload } = await socket.nextMessage();
    socket.ws.close();
    return type === 'error' ? { errors: payload } : payload;
  };
  const askForEvents = (query: string) =>
    fetch(door.url, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'x-api-key': 'line-key',
      },
      body: JSON.stringify({ query }),
    });
  const overEventStream = async (query: string) =>
    (await (await askForEvents(query)).json()) as Answer;

  describe.each([
    ['HTTP', (query: string) => door.post(query)],
    ['a websocket', overSocket],
    ['server-sent events', overEventStream],
  ])('over %s', (_door, ask) => {
    it.each(tooMuch)('refuse %s', async (_what, query) => {
      const { data, errors } = await ask(query);
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions.code).toMatch(
        /^(GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/,
      );
    });
  });

  describe.each([
    ['HTTP', (query: string) => door.post(query)],
    ['a websocket', overSocket],
    [
      'server-sent events',
      async (query: string): Promise<Answer> => {
        const text = await (await askForEvents(query)).text();
        return JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? '');
      },
    ],
  ])('over %s', (_door, ask) => {
    it.each([
      ['refuse texts that are long together', 50, ['RESPONSE_TOO_LARGE'], null],
      ['let texts pass that are not', 30, undefined, 30],
    ])('%s', async (_what, count, codes, fields) => {
      const causes = aliases(count, 'cause');
      const { data, errors } = await ask(`{ callEventLog(first: 10) { nodes ${causes} } }`);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(codes);
      expect(data ? Object.keys(data.callEventLog.nodes[0]).length : null).toBe(fields);
    });
  });

  it('answer 400 for a response that would be too large, and name an alias that is too long', async () => {
    const large = await door.post(`{ callEventLog { nodes ${aliases(50, 'cause')} } }`);
    const long = await door.post(`{ ${'a'.repeat(101)}: callsViewer { name } }`);
    expect([large.status, long.errors?.[0]?.message]).toEqual([
      400,
      'An alias has more than 100 characters. Shorten it.',
    ]);
  });

  it('end 20,000 aliases at the size of the message', async () => {
    const query = aliases(20_000, 'callsViewer { name }');
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', query));
    expect([(await door.post(query)).status, (await socket.closed).code]).toEqual([413, 1009]);
  });

  it.each([
    ['lists', `{ call(id: ${'['.repeat(1900)}) { id } }`],
    ['objects', `{ calls(filter: ${'{a:'.repeat(600)}) { nodes { id } } }`],
    ['selections', '{a'.repeat(900)],
    [
      'lists after texts',
      `{ a: call(id: "]]\\"]]") { id } b: call(id: """]]\\"""]]""" ${'['.repeat(1900)}`,
    ],
  ])('refuse brackets that would exhaust the parser: %s', async (_what, query) => {
    const { status, errors } = await door.post(query);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect(errors?.[0]?.message).toContain('nested too deeply');
  });

  it.each([
    ['a text', JSON.stringify('['.repeat(300))],
    ['a block of text', `"""${'['.repeat(300)}"""`],
    ['a comment', `"x" # ${'['.repeat(300)}\n`],
  ])('do not count the brackets of %s', async (_what, id) => {
    expect((await door.post(`{ call(id: ${id}) { id } }`)).errors).toBeUndefined();
  });

  it('count what variables ask for', async () => {
    const query =
      'query ($n: Int! = 100) { calls(first: $n) { nodes { history(first: 50) { nodes { id cause cursor kind } } } } }';
    const [much, little] = [await door.post(query), await door.post(query, { n: 10 })];
    expect([much.errors?.[0]?.extensions.code, little.errors]).toEqual([
      'BAD_USER_INPUT',
      undefined,
    ]);
  });

  it('leave room for a router’s batch', async () => {
    const lists = Array.from(
      { length: 15 },
      (_, i) =>
        `_e${i}: _entities(representations: $r) { ... on Call { id status line { id name } } }`,
    );
    const representations = Array.from({ length: 100 }, () => ({
      __typename: 'Call',
      id: 'call_1',
    }));
    const { errors } = await door.post(`query ($r: [_Any!]!) { ${lists.join(' ')} }`, {
      r: representations,
    });
    expect(errors).toBeUndefined();
  });

  it('leave room for the usual introspection', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { data } = await door.post(getIntrospectionQuery());
    expect(data.__schema.types.length).toBeGreaterThan(40);
  });

  it('close a websocket that sends a message of more than 64 KB', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', `{ callsViewer { name } } # ${'x'.repeat(70_000)}`));
    expect((await socket.closed).code).toBe(1009);
  });

  it('bound the operations of one websocket', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    for (const id of ['1', '2', '3'])
      socket.say(subscribe(id, 'subscription { callEvents { id } }'));
    const { id, type, payload } = await socket.nextMessage();
    expect([id, type, payload[0].extensions.code]).toEqual(['3', 'error', 'RATE_LIMITED']);
    socket.ws.close();
  });

  it('bound the different documents of a key’s subscriptions, until they are completed', async () => {
    const small = await startDoor({ limits: { heldBytes: 2500 } });
    const socket = await openWelcomeSocket(small.socketUrl);
    const nextRefusal = async (fields: Record<string, string>) => {
      for (const [id, field] of Object.entries(fields))
        socket.say(subscribe(id, `subscription { callEvents { ${field} } }`));
      const { id, payload } = await socket.nextMessage();
      expect(await socket.nextMessage()).toEqual({ id, type: 'complete' });
      return [id, payload.errors[0].extensions.code];
    };
    const first = await nextRefusal({ '1': 'id', '2': 'kind', '3': 'cursor' });
    for (const id of ['1', '2']) socket.say({ type: 'complete', id });
    const then = await nextRefusal({ '4': 'cursor', '5': 'kind', '6': 'cause' });
    expect([first, then]).toEqual([
      ['3', 'RATE_LIMITED'],
      ['6', 'RATE_LIMITED'],
    ]);
    socket.ws.close();
    await small.stop();
  });

  it('count two bytes for each character of a subscription’s document, as one wide character makes it', async () => {
    const small = await startDoor({ limits: { heldBytes: 60_000 } });
    const socket = await openWelcomeSocket(small.socketUrl);
    const note = `# – ${'x'.repeat(20_000)}`;
    for (const [id, field] of Object.entries({ 1: 'id', 2: 'kind', 3: 'cursor', 4: 'cause' }))
      socket.say(subscribe(id, `subscription { callEvents { ${field} } } ${note}`));
    const { id, payload } = await socket.nextMessage();
    expect([id, payload.errors[0].extensions.code]).toEqual(['3', 'RATE_LIMITED']);
    socket.ws.close();
    await small.stop();
  });

  it('leave errors their place in a document that was asked before', async () => {
    const query = '{ _entities(representations: [{ __typename: "Nothing" }]) { __typename } }';
    const answers = [await door.post(query), await door.post(query)];
    expect(answers.map(({ errors }) => errors?.[0]?.locations)).toEqual([
      [{ line: 1, column: 3 }],
      [{ line: 1, column: 3 }],
    ]);
  });

  it('bound the websockets of the process', async () => {
    const small = await startDoor({ limits: { sockets: 1 } });
    await openWelcomeSocket(small.socketUrl);
    await expect(openWelcomeSocket(small.socketUrl)).rejects.toThrow('503');
    await small.stop();
  });
});
