import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GenesysSimulator,
  startGenesysSimulator,
} from '../../src/simulator/genesys/genesys.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const agent = 'agent';
const copyOf = (texts: Readonly<Record<string, string>>) => ({
  fallbackLocale: 'en',
  copies: Object.entries(texts).map(([key, text]) => ({
    key,
    variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en', text }] }],
  })),
});

describe('what tells who a caller is', () => {
  let t: TestApp;
  let genesys: GenesysSimulator;
  let queue: TestLine;
  let wuts: TestLine;
  beforeAll(async () => {
    t = await startTestApp({ housekeepingMs: 50, listenLeaseMs: 1500 });
    genesys = await startGenesysSimulator({ requeueAfterMs: 60_000, pollMs: 2000 });
    const { username = '', password = '' } = genesys.agents[0] ?? {};
    queue = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
    wuts = await addLine(t, {
      wuts: { token: '11111111-2222-4333-8444-555555555555', baseUrl: 'http://127.0.0.1:9' },
    });
    await setPolicies(t, t.lineId, {
      policies: [{ blockedCaller: {} }, { vipPerimeter: { tiers: ['gold'] } }],
      copy: copyOf({
        'vip-perimeter': 'ZWORDS for a rejected caller',
        'caller-gone': 'ZGONE for one who hung up',
      }),
      textCooldownMs: 0,
    });
    await setPolicies(t, queue.lineId, {
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: copyOf({ 'everybody-busy': 'ZBUSY for one who waits' }),
      textVia: t.lineId,
      textCooldownMs: 0,
    });
    const busy = `setPhoneLinePresence(input: { lineId: "${queue.lineId}", agent: "bob", state: BUSY })`;
    await change(busy, queue.key);
    await until(() => genesys.listenersOf(username) > 0);
  });
  afterAll(async () => {
    await genesys.close();
    await t.stop();
  });

  const change = (text: string, key = t.tenantKey) =>
    get<object>(t.url, key, `mutation { ${text} { __typename } }`);

  const open = `select 1 from calls where status in ('RINGING', 'REJECTING', 'ANSWERED')
    union all select 1 from effects where state <> 'SETTLED'`;
  const isAllOver = async () => (await queryOnce(t.databaseUrl, open)).length === 0;

  async function ringAtTheDesk(id: string, from: string): Promise<void> {
    const ring = { event: 'call.ringing', direction: 'INBOUND', peerName: 'ZNAME' };
    await postEvent(t.webhookUrl, { ...ring, id, peerNumber: from });
    await postEvent(t.webhookUrl, { event: 'call.ended', id, status: 'REJECTED' });
    await until(isAllOver);
  }

  /** Known by a name, a LID and a number that are found to be one caller's, blocked with a reason, rejected, and texted over another line. */
  async function leaveTraces(from: string): Promise<void> {
    const lid = `22233${from.slice(-9)}@lid`;
    const first = `a${from.slice(-4)}`;
    const offer = { From: lid, CallCreator: lid, pushName: 'ZNAME' };
    await postEvent(wuts.webhookUrl, {
      event: 'call.offer',
      data: { CallID: first, ...offer },
    });
    const other = `b${from.slice(-4)}`;
    const both = { ...offer, CallID: other, CallCreatorAlt: `${from}@s.whatsapp.net` };
    await postEvent(wuts.webhookUrl, { event: 'call.offer', data: both });
    for (const CallID of [first, other]) {
      await postEvent(wuts.webhookUrl, {
        event: 'call.terminate',
        data: { CallID, CallCreator: lid },
      });
    }
    await ringAtTheDesk(`${from.slice(-4)} vip`, from);
    const caller = `caller: { phone: "+${from}" }`;
    await change(`blockCaller(${caller}, forMs: 86400000, reason: ${JSON.stringify(reason)})`);
    await ringAtTheDesk(`${from.slice(-4)} blocked`, from);
    const leg = genesys.ring({ agent, from: `+${from}` });
    const isTexted = `select 1 from journal where kind = 'NOTICE_SENT' and call->>'provider_call_id' = '${leg.id}'`;
    await until(async () => (await queryOnce(t.databaseUrl, isTexted)).length > 0);
    genesys.hangUp(leg.id);
    await until(isAllOver);
  }

  /** With the marks that close a quotation, in the text and in JSON. */
  const reason = 'ZREASON “shouts”, "swears" \\ and more”';

  /** The tables in which a word is stored anywhere. */
  async function placesOf(word: string): Promise<string[]> {
    const tables = await queryOnce<{ name: string }>(
      t.databaseUrl,
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const found = await queryOnce<{ name: string }>(
      t.databaseUrl,
      tables
        .map(
          ({ name }) => `select '${name}' as name where exists (
          select 1 from "${name}" x where x::text ilike '%${word}%')`,
        )
        .join(' union all '),
    );
    return found.map(({ name }) => name);
  }

  async function traces(from: string): Promise<Record<string, string[]>> {
    const words = { number: from.slice(-9), name: 'ZNAME', reason: 'ZREASON', swears: 'swears' };
    const texts = { text: 'ZWORDS', textWhenGone: 'ZGONE', textOverAnother: 'ZBUSY' };
    const places = Object.entries({ ...words, ...texts }).map(
      async ([what, word]) => [what, await placesOf(word)] as const,
    );
    return Object.fromEntries(await Promise.all(places));
  }

  /** Not erased: the audit log, and the copy of a line, which is nobody's. */
  const left = {
    number: [],
    name: [],
    reason: ['audit_log'],
    swears: ['audit_log'],
    text: ['audit_log', 'lines'],
    textWhenGone: ['audit_log', 'lines'],
    textOverAnother: ['audit_log', 'lines'],
  };

  /** What an earlier release erased. */
  const erasureOfBefore = [
    `update calls set caller_at_provider = '', rejection = rejection #- '{followUp,text}', notice = notice - 'text'`,
    `update journal set call = ((call || '{"caller_at_provider": ""}') #- '{rejection,followUp,text}') #- '{notice,text}'`,
    `update effects set request = '{}'`,
    'delete from caller_addresses',
    'update callers set phone = null, display_name = null, blocked_until = null, block = null',
  ];

  it('is erased wherever it was stored, with the caller', async () => {
    const from = '447700940123';
    await leaveTraces(from);
    expect(await traces(from)).toMatchObject({
      number: expect.arrayContaining(['callers', 'calls', 'effects', 'journal']),
      name: ['callers'],
      reason: ['audit_log', 'callers', 'calls', 'journal'],
      textWhenGone: ['audit_log', 'calls', 'journal', 'lines'],
      textOverAnother: ['audit_log', 'calls', 'effects', 'journal', 'lines'],
    });
    expect(await change(`eraseCaller(caller: { phone: "+${from}" })`)).toEqual({
      eraseCaller: { __typename: 'CallerErased' },
    });
    expect(await traces(from)).toEqual(left);
  });

  it('is erased when its time is over, with the reason of a block that has ended', async () => {
    const from = '447700940124';
    await leaveTraces(from);
    const days40 = `interval '40 days'`;
    await queryOnce(t.databaseUrl, `update callers set blocked_until = now() - ${days40}`);
    await queryOnce(t.databaseUrl, `update calls set ringing_at = ringing_at - ${days40}`);
    await change('setCallsRetention(keepForMs: 2592000000)');
    await until(async () => (await placesOf(from.slice(-9))).length === 0);
    expect(await traces(from)).toEqual(left);
  });

  it('is erased where an earlier release left it, and the decision still says what was decided', async () => {
    const from = '447700940125';
    await leaveTraces(from);
    await queryOnce(t.databaseUrl, erasureOfBefore.join(';'));
    await until(async () => (await traces(from)).number?.length === 0);
    await until(async () => (await placesOf('ZGONE')).length === left.textWhenGone.length);
    expect(await traces(from)).toEqual(left);
    const { calls } = await get<{ calls: { nodes: { decision: object | null }[] } }>(
      t.url,
      t.tenantKey,
      `{ calls(first: 1, filter: { lineIds: ["${t.lineId}"] }) { nodes { decision { sentence causes { kind verdict because } } } } }`,
    );
    const because = 'the caller was blocked';
    expect(calls.nodes[0]?.decision).toMatchObject({
      sentence: `Policy 1 (blocked callers) rejects the call because ${because}. No text is sent because no copy "blocked-caller" or "UNWANTED" is written.`,
      causes: [{ kind: 'BLOCKED_CALLER', verdict: 'REJECTS', because }, { kind: 'VIP_PERIMETER' }],
    });
  });

  it('is erased of a caller who is blocked at the provider once they are unblocked', async () => {
    const from = '447700940126';
    const contact = `${from}@c.us`;
    const wawp = await startWawpSimulator();
    const { instanceId, accessToken, url: baseUrl } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl } });
    wawp.tell({ url: line.webhookUrl });
    await setPolicies(t, line.lineId, {
      policies: [{ frequencyThrottle: { calls: 1, withinMs: 60_000, blockForMs: 600_000 } }],
    });
    for (const { id } of [wawp.ring({ from: contact }), wawp.ring({ from: contact })]) {
      await wawp.webhooks.settled();
      wawp.hangUp(id);
    }
    await until(() => wawp.blocked.has(contact));
    const caller = `caller: { phone: "+${from}" }`;
    const whileBlocked = await change(`eraseCaller(${caller})`);
    await change(`unblockCaller(${caller})`);
    await until(isAllOver);
    const unblocked = await change(`eraseCaller(${caller})`);
    await wawp.close();
    expect([whileBlocked, unblocked, wawp.blocked.size, await placesOf(from)]).toEqual([
      { eraseCaller: { __typename: 'CallerInACall' } },
      { eraseCaller: { __typename: 'CallerErased' } },
      0,
      [],
    ]);
  });

  it('is erased where a throttle, not the policy of blocked callers, enforced the block', async () => {
    const throttle = { calls: 9, withinMs: 60_000, blockForMs: 600_000 };
    await setPolicies(t, t.lineId, { policies: [{ frequencyThrottle: throttle }] });
    const blocked = async (from: string) => {
      await ringAtTheDesk(`${from.slice(-4)} first`, from);
      const caller = `caller: { phone: "+${from}" }`;
      await change(`blockCaller(${caller}, forMs: 86400000, reason: ${JSON.stringify(reason)})`);
      await ringAtTheDesk(`${from.slice(-4)} blocked`, from);
      expect(await placesOf('ZREASON')).toEqual(['audit_log', 'callers', 'calls', 'journal']);
      return caller;
    };
    await change(`eraseCaller(${await blocked('447700940127')})`);
    expect(await placesOf('ZREASON')).toEqual(['audit_log']);

    await blocked('447700940128');
    await queryOnce(t.databaseUrl, erasureOfBefore.join(';'));
    await until(async () => (await placesOf('ZREASON')).length === 1);
  });
});
