import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { stages } from '../support/provider-stages.ts';
import { until } from '../support/until.ts';

const canary = 'canary0secret0value0canary';
/** Nobody listens there: whatever is asked fails, and failures are where secrets escape. */
const baseUrl = 'http://127.0.0.1:9';

const secrets = [
  canary,
  Buffer.from(`agent:${canary}`).toString('base64'),
  ...stages.flatMap(([, { secrets: more = [] }]) => more),
];

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp({ listenLeaseMs: 900 });
});

afterAll(() => t.stop());

it.each(stages)('the credentials of %s are nowhere in clear', async (_name, stage) => {
  const { field } = stage;
  const account = stage.accountWith(canary, baseUrl);
  const line = await addLine(t, { [field]: account });
  const answers: unknown[] = [
    await ask(t.url, t.tenantKey, registering(field), { account: { ...account, baseUrl: 'x' } }),
    await ask(
      t.url,
      t.tenantKey,
      '{ phoneLines { nodes { id name baseUrl abilities { canText } } } }',
    ),
  ];
  if (line.webhookUrl) answers.push(await unsigned(line.webhookUrl));
  else
    await until(() => t.logged.some((entry) => entry.includes('the event connection of a line')));
  await rejectSomething(line.lineId, line.key, answers);

  const everywhere = { answers, logged: t.logged, stored: await everythingStored() };
  const text = JSON.stringify(everywhere);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

const registering = (field: string) =>
  `mutation ($account: ${field[0]?.toUpperCase()}${field.slice(1)}AccountInput) {
    registerPhoneLine(input: { name: "x", ${field}: $account }) { __typename ... on PhoneLineInvalid { message problems { field message } } } }`;

async function unsigned(webhookUrl: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ event: 'call.ringing', id: 'x' });
  return (await fetch(webhookUrl, { method: 'POST', headers, body })).text();
}

/** A call put straight on the line, so that every provider is asked for something it cannot do. */
async function rejectSomething(lineId: string, key: string, answers: unknown[]): Promise<void> {
  const sql = postgres(t.databaseUrl, { max: 1 });
  const id = `call_${lineId}`;
  try {
    await sql`insert into callers (tenant_id, id) select tenant_id, ${`clr_${lineId}`} from lines where id = ${lineId}`;
    await sql`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at, ring_deadline_at)
      select tenant_id, ${id}, id, 'theirs', ${`clr_${lineId}`}, '5511999990000@c.us', 'INBOUND', 'VOICE', 'RINGING',
        false, false, false, 1, now(), now() + interval '30 seconds' from lines where id = ${lineId}`;
  } finally {
    await sql.end();
  }
  answers.push(
    await ask(
      t.url,
      key,
      `mutation ($id: ID!) { rejectCall(id: $id) { __typename ... on CallsUserError { message }
        ... on CallRejected { rejection { state attempts { outcome problem { message } } } } } }`,
      { id },
    ),
  );
}

async function everythingStored(): Promise<unknown[]> {
  const sql = postgres(t.databaseUrl, { max: 1 });
  try {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public'`;
    const rows = tables.map(({ name }) => sql`select to_jsonb(t) as row from ${sql(name)} t`);
    return await Promise.all(rows);
  } finally {
    await sql.end();
  }
}
