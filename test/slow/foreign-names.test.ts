import { getNamedType, isListType, isNonNullType, Kind } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema, readTypeDefs } from '../../src/graphql/schema.ts';
import { deepSelection } from '../graphql/support/deep-selection.ts';
import {
  allCases,
  type Case,
  nameOf,
  operationOf,
  typeOf,
} from '../graphql/support/operations-with.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get, subscribeOverSse } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';
import { addVictim, type Victim } from './victim.ts';

const schema = buildSchema(1000);

const accounts: ReadonlySet<string> = new Set([
  ...['pilotStatus', 'wawp', 'wuts', 'genesys', 'waha', 'telnyx'],
]);

/** Every argument, and field of an input, that takes a name. What an account at a provider has, names nothing here. */
const places = allCases(schema).filter((one) => {
  const isName = ['ID', 'String'].includes(getNamedType(typeOf(one)).name);
  return isName && !one.path.some((name) => accounts.has(name));
});

describe('names of two other tenants', () => {
  let t: TestApp;
  let victims: Victim[];
  let keys: string[];
  beforeAll(async () => {
    t = await startTestApp({ rememberMs: 60_000 });
    victims = [
      await addVictim(t, 'CANARYB', '551198765'),
      await addVictim(t, 'CANARYC', '551187654'),
    ];
    keys = [await administratorKey(t), t.key];
    await until(async () => t.app.background.size === 0);
    t.simulator.ring();
    await t.simulator.webhooks.settled();
  });
  afterAll(() => t.stop());

  /** The canaries in an answer, beside the names that the attacker knows already and may be shown again. */
  const canariesIn = (answer: unknown): string[] => {
    const known = victims.flatMap(({ names }) => names.map((name) => name.replace('phone:', '')));
    const text = known.reduce((rest, name) => rest.replaceAll(name, ''), JSON.stringify(answer));
    return victims.flatMap(({ canary }) => canary.exec(text) ?? []);
  };

  const fullOperation = (one: Case, name: string) => {
    const type = typeOf(one);
    const isList = isListType(isNonNullType(type) ? type.ofType : type);
    const { query, variables } = operationOf(one, isList ? [name] : name, 'variables', t.lineId);
    const selection = deepSelection((one.nested ?? one.field).type);
    return { query: query.replace('{ __typename }', selection), variables };
  };

  const stored = () => everythingOf(t.databaseUrl, victims);

  it('are many, and their owners see their own canaries', () => {
    for (const { names, answers, canary } of victims) {
      const kinds = [
        'line_',
        'call_',
        'clr_',
        'rej_',
        'key_',
        'aud_',
        'ten_',
        'cs_',
        '+55',
        'phone:',
      ];
      const missing = kinds.filter((kind) => !names.some((name) => name.startsWith(kind)));
      expect(missing).toEqual([]);
      expect(names.length).toBeGreaterThan(15);
      expect(answers.match(new RegExp(canary, 'g'))?.length).toBeGreaterThan(20);
    }
  });

  const operations = [
    ...Map.groupBy(
      places.filter(({ root }) => root !== 'subscription'),
      ({ field }) => field.name,
    ),
  ];

  it.each(operations)(
    'give nothing of theirs away in %s, and change nothing',
    async (_name, of) => {
      const before = await stored();
      const kinds = victims[0]?.names ?? [];
      const wrong: unknown[] = [];
      // In turn: a name of each kind comes in every place, of one of the tenants or the other.
      const tries = of.flatMap((one, place) =>
        kinds.flatMap((_, n) =>
          keys.map((key) => ({ one, key, name: victims[(place + n) % 2]?.names[n] ?? '' })),
        ),
      );
      const attempt = async ({ one, key, name }: (typeof tries)[number]) => {
        const { query, variables } = fullOperation(one, name);
        const answer = await ask(t.url, key, query, variables);
        const isUnanswered = answer.errors?.some(
          ({ message, extensions }) =>
            extensions?.code?.startsWith('GRAPHQL_') || message.includes('Ask for smaller pages'),
        );
        if (isUnanswered) wrong.push([query, answer.errors]);
        const found = canariesIn(answer);
        if (found.length > 0) wrong.push([nameOf(one), name, found]);
      };
      for (let n = 0; n < tries.length; n += 8) {
        await Promise.all(tries.slice(n, n + 8).map(attempt));
      }
      expect(wrong).toEqual([]);
      expect(await stored()).toEqual(before);
    },
  );

  it('find none of their entities, whichever key names them', async () => {
    const keysOfEntities = entityKeys();
    const representations = victims.flatMap(({ names }) =>
      keysOfEntities.flatMap(({ type, fields }) =>
        names.flatMap((name) => [
          representationOf(type, fields, () => name),
          representationOf(type, fields, (field) => (field === 'id' ? t.lineId : name)),
          ...(fields === 'id' ? [] : names).map((other) =>
            representationOf(type, fields, (field) => (field === 'id' ? name : other)),
          ),
        ]),
      ),
    );
    const spreads = [...new Set(keysOfEntities.map(({ type }) => type))].map(
      (type) => `... on ${type} ${deepSelection(schema.getType(type) as never)}`,
    );
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${spreads.join(' ')} } }`;
    for (const key of keys) {
      for (let n = 0; n < representations.length; n += 40) {
        const r = representations.slice(n, n + 40);
        const { data, errors = [] } = await ask<{ _entities: object[] }>(t.url, key, query, { r });
        expect(errors).toEqual([]);
        expect(data?._entities.length).toBe(r.length);
        expect(data?._entities.filter((entity) => canariesIn(entity).length > 0)).toEqual([]);
      }
    }
    expect(keysOfEntities.length).toBe(4);
  });

  it('bring none of their events into a subscription', async () => {
    const subscriptions = places.filter(({ root }) => root === 'subscription');
    expect(subscriptions.length).toBeGreaterThan(1);
    const open = victims.flatMap(({ names }) =>
      subscriptions.flatMap((one) =>
        names.map((name, n) => {
          const { query, variables } = fullOperation(one, name);
          const key = keys[n % keys.length] ?? '';
          return subscribeOverSse<object>(t.url, key, query, variables);
        }),
      ),
    );
    const own = subscribeOverSse<object>(t.url, t.key, 'subscription { callEvents { id } }');
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const [n, victim] of victims.entries()) {
      await postEvent(victim.webhookUrl, {
        ...{ event: 'call.ringing', direction: 'INBOUND', peerNumber: '551198765' },
        id: `CANARY${'BC'[n]}_later`,
      });
    }
    t.simulator.ring();
    await own.received(1);
    await Promise.all(open.map((subscriber) => subscriber.stop()));
    await own.stop();
    const wrong = open.flatMap((subscriber) => canariesIn(subscriber.events));
    expect(wrong).toEqual([]);
  });
});

/** Every row of these tenants, in every table that has tenants. */
async function everythingOf(url: string, tenants: readonly Victim[]): Promise<unknown> {
  const columns = await queryOnce<{ name: string }>(
    url,
    `select table_name as name from information_schema.columns
     where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
  );
  const ids = tenants.map(({ tenantId }) => `'${tenantId}'`).join(', ');
  const parts = columns.map(
    ({ name }) => `select '${name}' as of, (select jsonb_agg(row order by row::text) from (
      select to_jsonb(x) - 'last_used_at' - 'asked_at' as row from "${name}" x
      where tenant_id in (${ids})) rows) as rows`,
  );
  return queryOnce(url, parts.join(' union all '));
}

/** Everything within the tenant. An operator would act on the others rightly. */
async function administratorKey({ url, tenantKey }: TestApp): Promise<string> {
  const { createCallsApiKey } = await get<{ createCallsApiKey: { key: string } }>(
    url,
    tenantKey,
    'mutation { createCallsApiKey(input: { name: "admin" }) { ... on CallsApiKeyCreated { key } } }',
  );
  return createCallsApiKey.key;
}

interface EntityKey {
  readonly type: string;
  /** Such as `id`, or `line { id } providerCallId`. */
  readonly fields: string;
}

/** From the schema's `@key`s, so that a new entity is in it by itself. */
/** The keys by which entities are looked up. One with `resolvable: false` only lets other subgraphs add fields. */
function entityKeys(): EntityKey[] {
  return readTypeDefs().definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    return (definition.directives ?? [])
      .filter(
        ({ name, arguments: given = [] }) =>
          name.value === 'key' && !given.some((one) => one.name.value === 'resolvable'),
      )
      .map(({ arguments: [fields] = [] }) => ({
        type: definition.name.value,
        fields: fields?.value.kind === Kind.STRING ? fields.value.value : '',
      }));
  });
}

function representationOf(type: string, fields: string, given: (field: string) => string): object {
  const json = fields
    .replace(/(\w+)(?!\s*\{)(?=\s|$)/g, (field) => `"${field}": ${JSON.stringify(given(field))},`)
    .replace(/(\w+)\s*\{/g, '"$1": {')
    .replaceAll('}', '},');
  return { __typename: type, ...JSON.parse(`{${json}}`.replace(/,(?=\s*\})/g, '')) };
}
