import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Statement } from '../../src/db/connection/statement.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { deepSelection } from '../graphql/support/deep-selection.ts';
import {
  allCases,
  type Case,
  nameOf,
  operationOf,
  typeOf,
} from '../graphql/support/operations-with.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { ask, get, subscribeOverWebSocket } from '../support/client.ts';
import { addLine, type TestLine, unreachable } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { addTenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const schema = buildSchema(1000);
const ofOperators = /CallsTenant$/;
const cases = allCases(schema).filter(
  ({ root, field }) => root !== 'subscription' && !ofOperators.test(field.name),
);

interface Tenant extends TestLine {
  readonly tenantKey: string;
  readonly id: string;
  /** Ids, numbers and names that nobody else may see. */
  readonly canaries: readonly string[];
  /** What can be given for an argument: ids, references and cursors. */
  readonly values: readonly string[];
  readonly cursors: readonly string[];
  readonly eventCursor: string;
}

const original = new Map<Statement<unknown>, string>();

/** Only for statements behind the wall: the condition on the tenant of their parameter is always true. */
function forgetTenant(statement: Statement<unknown>, isWalled: boolean): void {
  const text = original.get(statement) ?? statement.text;
  original.set(statement, text);
  const forgotten = text.replace(
    /(\w+\.)?"?\b(tenant_id|id)"? = \$(\d+)::text/g,
    (condition, _table, _column, position) =>
      /^tenant(Id)?$/.test(statement.parameters[Number(position) - 1] ?? '')
        ? `($${position}::text is not null)`
        : condition,
  );
  Object.assign(statement, { text: isWalled ? forgotten : text });
}

const postgres = (url: string) => ({ is: 'postgres', url, directUrl: url, poolSize: 2 }) as const;

describe('the wall between tenants', () => {
  let t: TestApp;
  let forgets = false;
  let asking: Tenant;
  let others: Tenant[];
  const walled = new Set<Statement<unknown>>();

  beforeAll(async () => {
    t = await startTestApp({ bufferCapacity: 1, observeStatement, wall: 'required' });
    const tenants = await threeTenants(t);
    asking = tenants[0] as Tenant;
    others = tenants.slice(1);
    forgets = true;
  });
  afterAll(async () => {
    for (const [statement, text] of original) Object.assign(statement, { text });
    await t.stop();
  });

  function observeStatement(statement: Statement<unknown>, wall: string | null) {
    if (wall !== null) walled.add(statement);
    if (forgets) forgetTenant(statement, wall !== null);
  }

  it('holds where every statement forgot its tenant: no byte of another tenant crosses, and nothing of it changes', async () => {
    const before = await rowsOf(t, others);
    const said = await askEverything(t, asking, others);
    expect(said.crossed).toEqual([]);
    expect(said.answered).toBeGreaterThan(100);
    expect(await rowsOf(t, others)).toEqual(before);
  }, 180_000);

  it('holds for events that are read from the journal', async () => {
    const seen = subscribeOverWebSocket<{ call: { providerCallId: string } }>(
      t.url,
      asking.tenantKey,
      'subscription ($after: String) { callEvents(after: $after) { call { providerCallId } } }',
      { after: asking.eventCursor },
    );
    for (const { webhookUrl, id } of [...others, asking]) await ring(webhookUrl, `of_${id}`, '1');
    const told = await until(() => seen.events.find(isTold));
    await seen.stop();
    expect(told).toEqual({ call: { providerCallId: `of_${asking.id}` } });
    expect(seen.events.filter(isTold)).toHaveLength(1);
  });

  const isTold = ({ call }: { call: { providerCallId: string } }) =>
    call.providerCallId.startsWith('of_');

  it('is what held: without it, the same statements show other tenants', async () => {
    const database = { ...postgres(t.databaseUrl), wall: 'off' as const };
    const app = await createApp(testConfig(database), {
      log: silentLog,
      observeStatement: (statement) => forgetTenant(statement, walled.has(statement)),
    });
    const said = await askEverything({ ...t, url: app.url }, asking, others, 'the lists');
    await app.stop();
    expect(said.crossed.map((what) => what.split(':')[0])).toEqual(
      expect.arrayContaining(['calls', 'phoneLines', 'callsApiKeys', 'callsAuditLog', '_entities']),
    );
  });

  it('leaves every statement its indexes', async () => {
    const worse: string[] = [];
    for (const statement of walled) {
      const text = original.get(statement) ?? statement.text;
      const [asService, asTenant] = await Promise.all([plan(text, false), plan(text, true)]);
      const isWorse =
        asTenant.scans > asService.scans || asTenant.conditions < asService.conditions;
      if (isWorse) worse.push(statement.name);
    }
    expect(walled.size).toBeGreaterThan(20);
    // A tenant has few lines.
    expect(worse.filter((name) => name !== 'update_line')).toEqual([]);
  });

  /** How many tables are read row by row, and how many conditions indexes answer. */
  async function plan(text: string, isWalled: boolean) {
    const role = isWalled
      ? `set local role "${await tenantRole(t)}"; set local calls.tenant = '';`
      : '';
    const rows = await queryOnce(
      t.databaseUrl,
      `begin; set local random_page_cost = 0.1; set local enable_hashjoin = off;
       set local enable_mergejoin = off; ${role} explain (generic_plan, costs off) ${text}`,
    );
    const lines = (rows.flat(2) as Record<string, string>[]).map((row) => row['QUERY PLAN'] ?? '');
    const conditions = lines.filter((line) => line.includes('Index Cond:'));
    return {
      scans: lines.filter((line) => line.includes('Seq Scan on')).length,
      conditions: conditions.flatMap((line) => line.split(' AND ')).length,
    };
  }
});

async function threeTenants(t: TestApp): Promise<Tenant[]> {
  const first = { tenantKey: t.tenantKey, ...(await addLine(t, unreachable('Desk Alpha'))) };
  const second = await addTenant(t.app, t.databaseUrl);
  const made = [second, await addTenant(t.app, t.databaseUrl), first];
  return Promise.all(made.map((tenant, n) => withData(t, tenant, n)));
}

async function withData(
  t: TestApp,
  tenant: TestLine & { readonly tenantKey: string },
  n: number,
): Promise<Tenant> {
  const phone = `55119977700${n}${n}`;
  await ring(tenant.webhookUrl, `call_first_of_${n}`, phone);
  await get(t.url, tenant.tenantKey, changes(n), { line: tenant.lineId, phone: `+${phone}` });
  const [row] = await queryOnce(t.databaseUrl, valuesOf(tenant.lineId));
  const { callEventHead, ...lists } = await get<Cursors>(t.url, tenant.tenantKey, cursorQuery);
  const cursors = Object.values(lists).flatMap(({ pageInfo }) => pageInfo.endCursor ?? []);
  const { id, values: canaries } = row as { id: string; values: string[] };
  return {
    ...tenant,
    id,
    canaries,
    values: canaries.slice(0, 7),
    cursors,
    eventCursor: callEventHead,
  };
}

type Cursors = Readonly<Record<string, { pageInfo: { endCursor: string | null } }>> & {
  readonly callEventHead: string & { pageInfo: never };
};

const page = '(first: 1) { pageInfo { endCursor } }';
const cursorQuery = `{ callEventHead calls${page} phoneLines${page} callsAuditLog${page}
  callEventLog${page} callsApiKeys${page} }`;

const ring = (webhookUrl: string, id: string, peerNumber: string) =>
  postEvent(webhookUrl, { event: 'call.ringing', id, direction: 'INBOUND', peerNumber });

const changes = (n: number) => `mutation ($line: ID!, $phone: String!) {
  updatePhoneLine(id: $line, input: { name: "Desk number ${n}" }) { __typename }
  tagCaller(caller: { phone: $phone }, tier: "tier-of-${n}") { __typename }
  reportCallRecordingBridge(input: { name: "bridge-of-${n}", state: DOWN }) { __typename } }`;

/** One of each kind. */
const valuesOf = (
  lineId: string,
) => `with t as (select tenant_id as id from lines where id = '${lineId}')
  select t.id, jsonb_build_array(t.id, '${lineId}',
    (select min(id) from calls where tenant_id = t.id),
    (select min(provider_call_id) from calls where tenant_id = t.id),
    (select min(id) from callers where tenant_id = t.id),
    (select min(phone) from callers where tenant_id = t.id),
    (select min(id) from api_keys where tenant_id = t.id),
    (select min(name) from lines where id = '${lineId}'),
    (select min(tier) from callers where tenant_id = t.id),
    (select min(id) from audit_log where tenant_id = t.id)) as values from t`;

async function tenantRole(t: TestApp): Promise<string> {
  const [row] = await queryOnce(
    t.databaseUrl,
    `select min(rolname) as role from pg_policy join pg_roles r on r.oid = any(polroles) where polname = 'own_tenant'`,
  );
  return String((row as { role: string }).role);
}

/** Asks what the schema lets a client ask, with every kind of value of the others in every place for a text. */
async function askEverything(
  t: Pick<TestApp, 'url'>,
  asking: Tenant,
  others: readonly Tenant[],
  what: 'everything' | 'the lists' = 'everything',
): Promise<{ readonly crossed: readonly string[]; readonly answered: number }> {
  const foreign = mixed(others.map(({ values }) => values));
  const cursors = mixed(others.map((other) => other.cursors));
  const canaries = others.flatMap((other) => other.canaries);
  const crossed = new Set<string>();
  let answered = 0;

  async function check(name: string, query: string, variables: Record<string, unknown>) {
    const answer = await ask(t.url, asking.tenantKey, query, variables);
    if (answer.data) answered++;
    const [sent, text] = [JSON.stringify(variables), JSON.stringify(answer)];
    const seen = canaries.filter((canary) => text.includes(canary) && !sent.includes(canary));
    if (seen.length > 0) crossed.add(`${name}: ${seen[0]}`);
  }

  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (field.name.startsWith('_') || field.args.some(isRequiredArgument)) continue;
    await check(field.name, `{ ${field.name} ${deepSelection(field.type)} }`, {});
  }
  await check('_entities', entitiesQuery, { list: representations(foreign) });
  for (const one of what === 'everything' ? cases.filter(takesText) : []) {
    const values = one.argument.name === 'after' ? cursors : foreign;
    for (const given of isList(one) ? [values] : values) {
      const { query, variables } = operationOf(one, given, 'variables', asking.lineId);
      const below = deepSelection((one.nested ?? one.field).type);
      await check(nameOf(one), query.replace('{ __typename }', below), variables);
    }
  }
  return { crossed: [...crossed], answered };
}

/** Of each kind a value of one tenant or of the other. */
function mixed(lists: readonly (readonly string[])[]): string[] {
  return (lists[0] ?? []).map((value, n) => lists[n % lists.length]?.[n] ?? value);
}

const entitiesQuery = `query ($list: [_Any!]!) { _entities(representations: $list) { __typename
  ... on Call { providerCallId status } ... on Caller { phone tier } ... on PhoneLine { name } } }`;

const representations = (values: readonly string[]) =>
  values.flatMap((id) => [
    ...['Call', 'Caller', 'PhoneLine'].map((__typename) => ({ __typename, id })),
    { __typename: 'Call', line: { id: values[1] }, providerCallId: id },
  ]);

/** An argument, or a field right in it: what is deeper configures and refers to nothing. */
function takesText(one: Case): boolean {
  if (one.path.length > 2) return false;
  return (
    ['ID', 'String'].includes(getNamedType(typeOf(one)).name) && !isInputObjectType(typeOf(one))
  );
}

function isList(one: Case): boolean {
  const type = typeOf(one);
  return isListType(isNonNullType(type) ? type.ofType : type);
}

async function rowsOf(t: TestApp, tenants: readonly Tenant[]): Promise<unknown> {
  const ids = tenants.map(({ id }) => `'${id}'`).join(', ');
  const tables = [
    'lines',
    'callers',
    'presence',
    'recording_bridges',
    'audit_log',
    'caller_addresses',
  ];
  const parts = tables.map(
    (table) =>
      `select '${table}' as of, to_jsonb(r) as row from ${table} r where tenant_id in (${ids})`,
  );
  return queryOnce(t.databaseUrl, `${parts.join(' union all ')} order by 1, 2`);
}
