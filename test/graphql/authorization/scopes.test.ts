import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  graphql,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, scopes } from '../../../src/access/scopes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import { allNeeds, requirementOf } from '../../../src/graphql/authorization/needs.ts';
import { requireNeeds } from '../../../src/graphql/authorization/require-needs.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { openWelcomeSocket, subscribe } from '../support/raw-socket.ts';
import { tenantKeyViewer } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const schema = buildSchema(1000);
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType =>
    (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'),
);
const fields = types.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    type,
    field,
    place: `${type.name}.${field.name}`,
  })),
);

const mayDo = (held: readonly Scope[]): Viewer => ({ ...tenantKeyViewer, scopes: held });

/** A document that selects this field, reached as a router or a client can reach it. */
function documentOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  const selection = `${field.name}${argumentsOf(field)}${selectionOf(field)}`;
  if (type === schema.getMutationType()) return `mutation { ${selection} }`;
  if (type === schema.getSubscriptionType()) return `subscription { ${selection} }`;
  if (type === schema.getQueryType()) return `{ ${selection} }`;
  return `{ _entities(representations: []) { ...F } } fragment F on ${type.name} { ${selection} }`;
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const required = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  if (required.length === 0) return '';
  return `(${required.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(', ')})`;
}

function literalOf(type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return '[]';
  const named = getNamedType(inner);
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter(
      (one) => isNonNullType(one.type) && one.defaultValue === undefined,
    );
    return `{ ${required.map((one) => `${one.name}: ${literalOf(one.type)}`).join(', ')} }`;
  }
  const samples: Record<string, string> = { Boolean: 'true', Int: '1', Float: '1' };
  if (named.name === 'DateTime') return '"2026-01-01T00:00:00Z"';
  if ('getValues' in named) return String(named.getValues()[0]?.name);
  return samples[named.name] ?? '"x"';
}

function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  return isObjectType(named) || isUnionType(named) || isInterfaceType(named)
    ? ' { __typename }'
    : '';
}

function refusalOf(text: string, viewer: Viewer): string | null {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error(text);
  try {
    requireNeeds({ schema, document, operation }, () => viewer);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the table of scopes', () => {
  it('has every field of the schema, and nothing else', () => {
    const places = new Set(fields.map(({ place }) => place));
    expect([...places].filter((place) => !allNeeds.has(place))).toEqual([]);
    const lookups = [...allNeeds.keys()].filter((place) => place.endsWith('.__resolveReference'));
    const unknown = [...allNeeds.keys()].filter((place) => !places.has(place));
    expect(unknown).toEqual(lookups);
    expect(lookups.map((place) => place.split('.')[0])).toEqual(['Call', 'Caller', 'PhoneLine']);
  });

  it('gives every scope a field', () => {
    const used = new Set([...allNeeds.values()].flatMap((need) => need.split(/ or | and |, /)));
    expect(scopes.filter((scope) => !used.has(scope))).toEqual([]);
  });

  it('says a word about every mutation and subscription', () => {
    const bare = fields.filter(
      ({ type, place }) =>
        (type === schema.getMutationType() || type === schema.getSubscriptionType()) &&
        requirementOf(...(place.split('.') as [string, string])).is !== 'scopes',
    );
    expect(bare.map(({ place }) => place)).toEqual([]);
  });

  const guarded = fields.flatMap(({ type, field, place }) => {
    const requirement = requirementOf(type.name, field.name);
    return requirement.is === 'scopes' ? [{ type, field, place, anyOf: requirement.anyOf }] : [];
  });

  it.each(guarded.map((one) => [one.place, one] as const))(
    'is enforced: %s',
    (_place, { type, field, anyOf }) => {
      const text = documentOf(type, field);
      const helpful = anyOf.flat();
      const others = scopes.filter((scope) => !helpful.includes(scope));
      expect(refusalOf(text, mayDo(others))).toMatch(/^(FORBIDDEN|TENANT_SCOPE_NOT_ALLOWED)$/);
      for (const enough of anyOf) {
        expect(refusalOf(text, mayDo(enough))).toBeNull();
        const tooLittle = [...others, ...enough.slice(1)];
        expect(refusalOf(text, mayDo(tooLittle))).not.toBeNull();
      }
    },
  );

  it('is what routers read in the schema', async () => {
    const answer = await graphql({
      schema,
      contextValue: { federation: 'open' },
      source: '{ _service { sdl } }',
    });
    const sdl = parse((answer.data as { _service: { sdl: string } })._service.sdl);
    const told = sdl.definitions.flatMap((definition) => {
      if (
        definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
        definition.kind !== Kind.OBJECT_TYPE_EXTENSION
      )
        return [];
      return (definition.fields ?? []).flatMap((field) =>
        (field.directives ?? [])
          .filter(({ name }) => /^(authenticated|requiresScopes)$/.test(name.value))
          .map(({ name, arguments: [list] = [] }) => [
            `${definition.name.value}.${field.name.value}`,
            list ? valueFromASTUntyped(list.value) : name.value,
          ]),
      );
    });
    const wanted = fields.flatMap(({ type, field, place }) => {
      const requirement = requirementOf(type.name, field.name);
      if (requirement.is === 'scopes') return [[place, requirement.anyOf]];
      return requirement.is === 'principal' && !field.name.startsWith('_')
        ? [[place, 'authenticated']]
        : [];
    });
    expect(told.sort()).toEqual(wanted.sort());
    expect(told.length).toBeGreaterThan(50);
  });

  it('looks through fragments, and through what is skipped', () => {
    const text = `query ($no: Boolean = true) { callsViewer { ...A } }
      fragment A on CallsViewer { lines { ...B } } fragment B on PhoneLine { id name @skip(if: $no) }`;
    expect(refusalOf(text, mayDo(['calls:read']))).toBe('FORBIDDEN');
    expect(refusalOf(text, mayDo(['lines:read']))).toBeNull();
  });
});

describe('a principal with few scopes', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor();
    door.host.viewers.set('bridge', mayDo(['bridges:write']));
    door.host.viewers.set('crm', mayDo(['callers:tag']));
  });
  afterAll(() => door.stop());

  const status = '{ call(id: "call_1") { status } }';
  const forbidden = {
    message:
      '`Query.call` needs the scope `calls:read`, which this principal does not have. Use another key or token.',
    extensions: { code: 'FORBIDDEN', requiredScopes: [['calls:read']] },
  };

  it('is told over HTTP what it lacks', async () => {
    expect(await door.post(status, {}, { 'x-api-key': 'bridge' })).toEqual({
      status: 403,
      errors: [forbidden],
    });
  });

  it('is told over a websocket what it lacks, for queries and for subscriptions', async () => {
    const socket = await openWelcomeSocket(door.socketUrl, 'bridge');
    socket.say(subscribe('1', status));
    expect(await socket.nextMessage()).toEqual({ type: 'error', id: '1', payload: [forbidden] });
    socket.say(subscribe('2', 'subscription { callEvents { id } }'));
    const [error] = (await socket.nextMessage()).payload;
    expect(error.extensions.code).toBe('FORBIDDEN');
    socket.ws.close();
  });

  it('is told over server-sent events what it lacks', async () => {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: {
        ...{ accept: 'text/event-stream', 'content-type': 'application/json' },
        'x-api-key': 'bridge',
      },
      body: JSON.stringify({ query: 'subscription { callEvents { id } }' }),
    });
    const { errors } = (await response.json()) as { errors: (typeof forbidden)[] };
    expect([response.status, errors[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('finds no entity by its key, whatever it selects', async () => {
    const representations = ['Call', 'PhoneLine', 'Caller'].map((__typename) => ({
      __typename,
      id: `${__typename === 'Call' ? 'call' : 'clr'}_1`,
    }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const variables = { r: representations };
    const ask = async (key: string) => {
      const { data, errors = [] } = await door.post(query, variables, { 'x-api-key': key });
      return [data._entities, errors.map(({ extensions }) => extensions.code)];
    };
    expect(await ask('bridge')).toEqual([
      [null, null, null],
      ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
    ]);
    expect(await ask('crm')).toEqual([
      [null, null, { __typename: 'Caller' }],
      ['FORBIDDEN', 'FORBIDDEN'],
    ]);
  });

  it('gets masked numbers and no names without `pii:read`', async () => {
    const query = '{ caller(id: "clr_1") { id phone displayName addresses } }';
    const { data } = await door.post(query, {}, { 'x-api-key': 'crm' });
    expect(data.caller).toEqual({
      id: 'clr_1',
      phone: '…01',
      displayName: null,
      addresses: ['phone:…01'],
    });
  });

  it('does not learn a masked number by trying numbers', async () => {
    const query = '{ callerByPhone(phone: "+551190000001") { id } }';
    const { errors } = await door.post(query, {}, { 'x-api-key': 'crm' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('does nothing when it may do a mutation but not read its answer', async () => {
    const { errors } = await door.post(
      `mutation { tagCaller(caller: { id: "clr_1" }, tier: "gold") {
        ... on CallerChanged { caller { phone } } } call: rejectCall(id: "call_1") { __typename } }`,
      {},
      { 'x-api-key': 'crm' },
    );
    expect(errors?.[0]?.extensions.code).toBe('TENANT_SCOPE_NOT_ALLOWED');
    expect(door.host.asked.rejects).toEqual([]);
  });
});
