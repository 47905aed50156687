import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../support/json.ts';
import { type Door, startDoor } from '../support/start-door.ts';

describe('_entities', () => {
  let door: Door;
  beforeEach(async () => {
    door = await startDoor();
  });
  afterEach(() => door.stop());

  const resolve = (representations: unknown[], selection: string) =>
    door.post(
      `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`,
      { r: representations },
    );

  it('finds a call by our id and by its line and the provider’s id', async () => {
    const { data } = await resolve(
      [
        { __typename: 'Call', id: 'call_1' },
        { __typename: 'Call', line: { id: 'line_1' }, providerCallId: 'provider-2' },
        { __typename: 'Call', id: 'call_9' },
      ],
      '... on Call { id }',
    );
    expect(data._entities).toEqual([
      { __typename: 'Call', id: 'call_1' },
      { __typename: 'Call', id: 'call_2' },
      null,
    ]);
  });

  it('finds lines and callers', async () => {
    const { data } = await resolve(
      [
        { __typename: 'PhoneLine', id: 'line_1' },
        { __typename: 'Caller', id: 'clr_2' },
      ],
      '... on PhoneLine { name } ... on Caller { phone }',
    );
    expect(data._entities).toEqual([
      { __typename: 'PhoneLine', name: 'Reception' },
      { __typename: 'Caller', phone: '+551190000002' },
    ]);
  });

  it('finds nothing of a type to which others only add fields, and says so', async () => {
    const { data, errors } = await resolve(
      [
        { __typename: 'CallEvent', id: 'evt_1' },
        { __typename: 'CallRejection', id: 'rej_1' },
        { __typename: 'Caller', id: 'clr_2' },
      ],
      '... on Caller { phone }',
    );
    expect(data._entities).toEqual([null, null, { __typename: 'Caller', phone: '+551190000002' }]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
    ]);
  });

  it('makes one lookup for a whole list, and one for each kind of neighbour', async () => {
    const calls = ['call_1', 'call_2', 'call_3', 'call_1'];
    const { data } = await resolve(
      calls.map((id) => ({ __typename: 'Call', id })),
      '... on Call { id line { name } caller { phone } }',
    );
    expect(data._entities.map((call: Json) => call.id)).toEqual(calls);
    const { byKeys, byIds, callers } = door.host.asked;
    expect({ byKeys, byIds, callers }).toEqual({ byKeys: 1, byIds: 1, callers: 1 });
  });

  it('looks nothing up for the ids of neighbours', async () => {
    const { data } = await resolve(
      [{ __typename: 'Call', id: 'call_1' }],
      '... on Call { line { id } caller { __typename id } }',
    );
    expect(data._entities[0].line).toEqual({ id: 'line_1' });
    expect([door.host.asked.byIds, door.host.asked.callers]).toEqual([0, 0]);
  });

  it('survives a lookup that fails beside a type that nobody knows', async () => {
    const { data, errors } = await resolve(
      [
        { __typename: 'Call', id: 'explode' },
        { __typename: 'Nope' },
        { __typename: 'PhoneLine', id: 'line_1' },
        'not an object',
      ],
      '... on PhoneLine { name }',
    );
    expect(data._entities).toEqual([
      null,
      null,
      { __typename: 'PhoneLine', name: 'Reception' },
      null,
    ]);
    expect(errors?.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual(
      expect.arrayContaining([
        [0, 'INTERNAL_SERVER_ERROR'],
        [1, 'BAD_USER_INPUT'],
        [3, 'BAD_USER_INPUT'],
      ]),
    );
  });

  it('refuses a representation without a key', async () => {
    const { errors } = await resolve([{ __typename: 'Call', providerCallId: 'x' }], '');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses more than 1000 representations', async () => {
    const many = Array.from({ length: 1001 }, () => ({ __typename: 'PhoneLine', id: 'line_1' }));
    const { data, errors } = await resolve(many, '');
    expect([data, errors?.[0]?.extensions]).toEqual([
      null,
      { argument: 'representations', code: 'BAD_USER_INPUT' },
    ]);
  });
});
