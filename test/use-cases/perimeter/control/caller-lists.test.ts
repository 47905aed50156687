import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { ask, get } from '../../../support/client.ts';
import { queryOnce } from '../../../support/query-once.ts';
import { addTenant } from '../../../support/tenant.ts';

interface Connection {
  readonly nodes: readonly { readonly phone: string; readonly tier: string | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const phoneOf = (n: number) => `+44770090000${n}`;

describe('the lists of callers', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
    for (let n = 1; n <= 5; n++) {
      await change(
        `tagCaller(caller: { phone: "${phoneOf(n)}" }, tier: "${n < 4 ? 'Gold' : 'silver'}")`,
      );
    }
    await change(`tagCaller(caller: { phone: "${phoneOf(5)}" }, tier: null)`);
    await change(`blockCaller(caller: { phone: "${phoneOf(1)}" }, reason: "rude")`);
    await change(`blockCaller(caller: { phone: "${phoneOf(2)}" }, forMs: 3600000)`);
    await change(`blockCaller(caller: { phone: "${phoneOf(3)}" }, forMs: 3600000)`);
    await change(`blockCaller(caller: { phone: "${phoneOf(4)}" })`);
    await change(`unblockCaller(caller: { phone: "${phoneOf(4)}" })`);
    await queryOnce(
      t.databaseUrl,
      `update callers set blocked_until = now() - interval '1 second' where phone = '${phoneOf(3)}'`,
    );
    // Of the callers in the lists, one has called on the line.
    t.simulator.ring({ from: phoneOf(2) });
    await t.simulator.webhooks.settled();
  });
  afterAll(() => t.stop());

  const change = (mutation: string) =>
    get(t.url, t.tenantKey, `mutation { ${mutation} { ... on CallerChanged { caller { id } } } }`);

  async function list(field: string, key = t.tenantKey): Promise<Connection> {
    const document = `{ list: ${field} { nodes { phone tier } pageInfo { hasNextPage endCursor } } }`;
    return (await get<{ list: Connection }>(t.url, key, document)).list;
  }
  const phonesIn = async (field: string, key?: string) =>
    (await list(field, key)).nodes.map(({ phone }) => phone);

  async function keyWith(scopes: string[], lineIds: string[] | null = null): Promise<string> {
    const document = `mutation ($scopes: [String!], $lineIds: [ID!]) {
      createCallsApiKey(input: { name: "k", scopes: $scopes, lineIds: $lineIds }) { ... on CallsApiKeyCreated { key } } }`;
    type Made = { createCallsApiKey: { key: string } };
    return (await get<Made>(t.url, t.tenantKey, document, { scopes, lineIds })).createCallsApiKey
      .key;
  }

  it('have those who are blocked now, and those who have a tier, newest first', async () => {
    expect(await phonesIn('blockedCallers')).toEqual([2, 1].map(phoneOf));
    expect(await phonesIn('taggedCallers')).toEqual([4, 3, 2, 1].map(phoneOf));
    expect(await phonesIn('taggedCallers(tier: "gold")')).toEqual([3, 2, 1].map(phoneOf));
    expect(await phonesIn('taggedCallers(tier: "")')).toEqual([]);
  });

  it('come page by page', async () => {
    const pages: string[][] = [];
    for (let after = ''; pages.length < 9; ) {
      const { nodes, pageInfo } = await list(`taggedCallers(first: 3${after})`);
      pages.push(nodes.map(({ phone }) => phone));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(pages).toEqual([[4, 3, 2].map(phoneOf), [phoneOf(1)]]);
  });

  it('refuse what is no cursor of theirs, and pages that are too large', async () => {
    const { callsApiKeys } = await get<{ callsApiKeys: Connection }>(
      t.url,
      t.tenantKey,
      '{ callsApiKeys { pageInfo { endCursor } } }',
    );
    const other = callsApiKeys.pageInfo.endCursor;
    for (const wrong of [`after: "${other}"`, 'after: ""', 'first: 101', 'first: 0']) {
      const { errors } = await ask(
        t.url,
        t.tenantKey,
        `{ blockedCallers(${wrong}) { nodes { id } } }`,
      );
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('mask numbers without `pii:read`, and need a scope', async () => {
    const masked = await keyWith(['callers:tag']);
    expect(await phonesIn('blockedCallers', masked)).toEqual(
      [2, 1].map((n) => expect.stringMatching(new RegExp(`^[^0-9]*\\d*[^0-9]+\\d*${n}$`))),
    );
    expect(await phonesIn('blockedCallers', masked)).not.toContain(phoneOf(1));
    const { errors } = await ask(
      t.url,
      await keyWith(['lines:read']),
      '{ taggedCallers { nodes { id } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('have for a key of some lines those who called there, and for another tenant none', async () => {
    const ofLine = await keyWith(['calls:read', 'pii:read'], [t.lineId]);
    expect(await phonesIn('blockedCallers', ofLine)).toEqual([phoneOf(2)]);
    const stranger = await addTenant(t.app, t.databaseUrl);
    expect(await phonesIn('taggedCallers', stranger.tenantKey)).toEqual([]);
  });
});
