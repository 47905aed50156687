import type { LineId } from '../../src/call/ids.ts';
import type { TestApp } from './app.ts';
import { get } from './client.ts';

export interface TestLine {
  readonly lineId: LineId;
  /** For this line alone. */
  readonly key: string;
  /** Where the provider is to call us; empty when we listen to it. */
  readonly webhookUrl: string;
}

/** Registers a line as a client does, with an agent's key for it. */
export async function addLine(
  t: Pick<TestApp, 'url' | 'tenantKey'>,
  input: object,
): Promise<TestLine> {
  const { registerPhoneLine } = await get<{ registerPhoneLine: Registered }>(
    t.url,
    t.tenantKey,
    register,
    {
      input: { name: 'a line', ...input },
    },
  );
  if (!registerPhoneLine.line) throw new Error(JSON.stringify(registerPhoneLine));
  const lineId = registerPhoneLine.line.id;
  const hook = registerPhoneLine.webhookUrl;
  const { createCallsApiKey } = await get<{ createCallsApiKey: { key: string } }>(
    t.url,
    t.tenantKey,
    'mutation ($ids: [ID!]) { createCallsApiKey(input: { name: "agent", lineIds: $ids }) { ... on CallsApiKeyCreated { key } } }',
    { ids: [lineId] },
  );
  const webhookUrl = hook ? t.url + new URL(hook).pathname : '';
  return { lineId, key: createCallsApiKey.key, webhookUrl };
}

/** A line where calls are told, and whose provider is not there to be asked. */
export const unreachable = (name = 'Another desk') => ({
  name,
  pilotStatus: { apiKey: `ps_${name.replaceAll(' ', '_')}`, baseUrl: 'http://127.0.0.1:9' },
});

interface Registered {
  line?: { id: LineId };
  webhookUrl?: string | null;
}

const register = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
  __typename
  ... on PhoneLineRegistered { line { id } webhookUrl }
  ... on PhoneLineInvalid { message problems { field message } } } }`;
