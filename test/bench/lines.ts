import type { PilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { get } from '../support/client.ts';

const registration = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
  ... on PhoneLineRegistered { line { id } webhookUrl } } }`;
const keyCreation = `mutation ($lineIds: [ID!]) {
  createCallsApiKey(input: { name: "bench", lineIds: $lineIds }) { ... on CallsApiKeyCreated { key } } }`;
const setting = `mutation ($id: ID!, $input: PhoneLinePoliciesInput!) {
  setPhoneLinePolicies(id: $id, input: $input) { __typename } }`;

const everyDay = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** Each has something to find out about every call, and lets it ring. */
const policies = [
  { blockedCaller: {} },
  { quietHours: { open: [{ days: everyDay, from: '00:00', to: '24:00' }] } },
  { frequencyThrottle: { calls: 100, withinMs: 1000 } },
];

/** Two lines whose calls ring longer than anything here takes: one without policies, and one with three. */
export async function registerLines(
  url: string,
  tenantKey: string,
  simulator: PilotStatusSimulator,
) {
  const plain = await registerLine(url, tenantKey, simulator, 'Front desk');
  const policed = await registerLine(url, tenantKey, simulator, 'Switchboard');
  const set = await get<{ setPhoneLinePolicies: { __typename: string } }>(url, tenantKey, setting, {
    id: policed.id,
    input: { policies },
  });
  if (set.setPhoneLinePolicies.__typename !== 'PhoneLinePoliciesSet') {
    throw new Error(JSON.stringify(set));
  }
  const { createCallsApiKey } = await get<{ createCallsApiKey: { key: string } }>(
    url,
    tenantKey,
    keyCreation,
    { lineIds: [plain.id] },
  );
  return { hook: plain.hook, policedHook: policed.hook, key: createCallsApiKey.key };
}

async function registerLine(
  url: string,
  tenantKey: string,
  { apiKey, url: baseUrl }: PilotStatusSimulator,
  name: string,
) {
  const input = { name, ringLimitMs: 300_000, pilotStatus: { apiKey, baseUrl } };
  const { registerPhoneLine } = await get<{
    registerPhoneLine: { line: { id: string }; webhookUrl: string };
  }>(url, tenantKey, registration, { input });
  const { line, webhookUrl } = registerPhoneLine;
  return { id: line.id, hook: new URL(webhookUrl).pathname };
}
