import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, overEventStream, overWebSocket } from '../../src/client/client.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine, unreachable } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { postEvent } from '../support/webhook.ts';

describe('events that are followed with a key that changes', () => {
  let t: TestApp;
  let other: TestLine;

  beforeAll(async () => {
    // No ring is missed while the tests run: that would be an event as well.
    const ringLimitMs = 300_000;
    t = await startTestApp({ sockets: { keyCheckMs: 20 }, ringLimitMs });
    other = await addLine(t, { ...unreachable(), ringLimitMs });
    await ringOther('call_BEFORE');
  });
  afterAll(() => t.stop());

  const ringOther = (id: string) =>
    postEvent(other.webhookUrl, { event: 'call.ringing', id, direction: 'INBOUND' });

  async function makeKey(): Promise<{ id: string; key: string }> {
    const make = `mutation ($lineIds: [ID!]) { createCallsApiKey(
      input: { name: "changing", lineIds: $lineIds, scopes: ["calls:read"] }
    ) { ... on CallsApiKeyCreated { id key } } }`;
    type Made = { createCallsApiKey: { id: string; key: string } };
    return (await get<Made>(t.url, t.tenantKey, make, { lineIds: [t.lineId] })).createCallsApiKey;
  }

  async function readCalls(key: string): Promise<string[]> {
    type Answer = { calls: { nodes: { providerCallId: string }[] } };
    const query = '{ calls(first: 10) { nodes { providerCallId } } }';
    const { calls } = await get<Answer>(t.url, key, query);
    return calls.nodes.map(({ providerCallId }) => providerCallId).sort();
  }

  const query = `subscription ($after: String) { callEvents(after: $after) {
    id cursor previousCursor snapshot { providerCallId } } }`;

  it.each([
    [
      'websockets',
      'call_WS',
      (key: string) =>
        overWebSocket({
          url: `${t.url.replace('http', 'ws')}/graphql`,
          connectionParams: { apiKey: key },
        }),
    ],
    [
      'server-sent events',
      'call_SSE',
      (key: string) =>
        overEventStream({
          url: `${t.url}/graphql`,
          headers: { authorization: `Bearer ${key}` },
        }),
    ],
  ])(
    'go on behind a gap, where the calls of its new lines can be read, over %s',
    async (_, name, transportFor) => {
      const { id, key } = await makeKey();
      const { callEventHead } = await get<{ callEventHead: string }>(
        t.url,
        key,
        '{ callEventHead }',
      );
      t.simulator.ring({ id: `${name}_1` });
      const otherCalls = await readCalls(other.key);
      const seen: unknown[] = [];
      type Data = { callEvents: { snapshot: { providerCallId: string } } };
      for await (const item of follow<Data>({
        transport: transportFor(key),
        query,
        variables: { after: callEventHead },
        retry: { firstMs: 1, longestMs: 5 },
      })) {
        if (item.is === 'event') {
          seen.push(item.event.snapshot.providerCallId);
          if (seen.length > 1) break;
          const lineIds = JSON.stringify([other.lineId]);
          const text = `update api_keys set line_ids = '${lineIds}' where id = '${id}'`;
          await queryOnce(t.databaseUrl, text);
        } else {
          seen.push([item.why, await readCalls(key)]);
          await ringOther(`${name}_2`);
        }
      }
      expect(seen).toEqual([`${name}_1`, ['key-changed', otherCalls], `${name}_2`]);
    },
  );
});
