import { getNamedType, isRequiredArgument } from 'graphql';
import { newApiKey } from '../../src/access/keys/api-key.ts';
import { newId } from '../../src/call/ids.ts';
import { insertKey } from '../../src/db/api-keys.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { deepSelection } from '../graphql/support/deep-selection.ts';
import type { TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { postEvent } from '../support/webhook.ts';

const schema = buildSchema(1000);

/** A tenant full of words that nobody else may ever read. */
export interface Victim {
  readonly tenantId: string;
  readonly canary: RegExp;
  /** What names something of the tenant: ids, cursors, numbers, the provider's ids, its keys. */
  readonly names: readonly string[];
  readonly answers: string;
  readonly webhookUrl: string;
}

/** `digits` begin all its phone numbers, and `word` is in all its texts. */
export async function addVictim(t: TestApp, word: string, digits: string): Promise<Victim> {
  const tenantId = newId('ten');
  await queryOnce(
    t.databaseUrl,
    `insert into tenants (id, name) values ('${tenantId}', '${word}')`,
  );
  const { id, key: tenantKey, hash } = newApiKey();
  const stored = { tenantId, id, hash, name: `${word} first`, lineIds: null };
  await insertKey(t.app.db, { ...stored, scopes: null, expiresAt: null }, null);
  const pilotStatus = { apiKey: t.simulator.apiKey, baseUrl: t.simulator.url };
  const account = { name: `${word} desk`, ringLimitMs: 300_000, pilotStatus };
  const line = await addLine({ url: t.url, tenantKey }, account);
  await fill(t, { ...line, tenantKey }, word, digits);
  const answers = [
    ...(await readAll(t, tenantKey)),
    ...(await readAll(t, line.key)),
    { key: line.key },
    { key: tenantKey },
    { id: tenantId },
  ];
  return {
    tenantId,
    canary: new RegExp(`${word}|${digits}`),
    names: namesIn(answers),
    answers: JSON.stringify(answers),
    webhookUrl: line.webhookUrl,
  };
}

interface Place {
  readonly lineId: string;
  readonly key: string;
  readonly tenantKey: string;
  readonly webhookUrl: string;
}

async function fill(t: TestApp, place: Place, word: string, digits: string): Promise<void> {
  const { lineId, key, tenantKey, webhookUrl } = place;
  for (const n of [1, 2]) {
    const event = { event: 'call.ringing', direction: 'INBOUND', peerName: `${word} caller` };
    await postEvent(webhookUrl, {
      ...event,
      id: `${word}_call_${n}`,
      peerNumber: `${digits}000${n}`,
    });
  }
  const caller = `caller: { phone: "+${digits}0001" }`;
  const change = (by: string, text: string) =>
    get(t.url, by, `mutation { ${text} { __typename } }`);
  await change(tenantKey, `tagCaller(${caller}, tier: "${word}-tier")`);
  await change(tenantKey, `blockCaller(${caller}, reason: "${word}-reason")`);
  await change(
    tenantKey,
    `reportCallRecordingBridge(input: { name: "${word}-bridge", state: UP })`,
  );
  await change(
    tenantKey,
    `setPhoneLinePresence(input: { lineId: "${lineId}", agent: "${word}-agent", state: BUSY })`,
  );
  await change(
    tenantKey,
    `setPhoneLinePolicies(id: "${lineId}", input: {
      policies: [{ name: "${word}-policy", blockedCaller: {} }, { bypass: { callers: ["+${digits}0002"] } }]
      copy: { fallbackLocale: "en", copies: [{ key: "blocked-caller", variants: [
        { name: "${word}-variant", weight: 1, texts: [{ locale: "en", text: "${word}-text" }] }] }] } })`,
  );
  await change(key, `rejectCall(id: "${word}_call_1", followUp: { text: "${word}-follow-up" })`);
}

/** Every query without arguments of its own, in full. */
async function readAll(t: TestApp, key: string): Promise<object[]> {
  const answers: object[] = [];
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (field.name.startsWith('_') || field.args.some(isRequiredArgument)) continue;
    const query = `{ ${field.name} ${deepSelection(field.type)} }`;
    const answer = await ask<object>(t.url, key, query);
    const isForbidden = answer.errors?.every(({ extensions }) => extensions?.code === 'FORBIDDEN');
    if (answer.errors && !isForbidden)
      throw new Error(`${query}: ${JSON.stringify(answer.errors)}`);
    if (answer.data) answers.push(answer.data);
    if (getNamedType(field.type).name === 'String') answers.push({ cursor: answer.data });
  }
  return answers;
}

const naming = /^(id|.*Id|cursor|.*Cursor|callEventHead|phone|addresses|target|key)$/;

/** One of each kind is enough: two of the first, because the newest is often another one's neighbour. */
function namesIn(answers: readonly object[]): string[] {
  const found = new Map<string, string>();
  JSON.stringify(answers, (field, value: unknown) => {
    const texts = Array.isArray(value) ? value : [value];
    for (const text of texts) {
      if (typeof text !== 'string' || !naming.test(field)) continue;
      const kind = `${field} ${/^[a-z]+[_:]/.exec(text)?.[0] ?? ''}`;
      if (!found.has(kind)) found.set(kind, text);
    }
    return value;
  });
  return [...new Set(found.values())];
}
