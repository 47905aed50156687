import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { ask, get } from '../../../support/client.ts';
import { decisionOf, setPolicies } from '../../../support/policies.ts';
import { addTenant, type OtherTenant } from '../../../support/tenant.ts';
import { whileLocked } from '../../../support/while-locked.ts';

interface Changed {
  readonly __typename: string;
  readonly caller?: {
    readonly id: string;
    readonly phone: string | null;
    readonly tier: string | null;
    readonly block: {
      readonly until: string | null;
      readonly by: { readonly kind: string; readonly name: string } | null;
      readonly reason: string | null;
    } | null;
  };
  readonly problems?: { readonly field: string }[];
}

let t: TestApp;
let theirs: OtherTenant;
beforeAll(async () => {
  // The simulator's clock: what rang before a caller was unblocked is told apart by it from what rang after it.
  t = await startTestApp({ now: () => new Date() });
  theirs = await addTenant(t.app, t.databaseUrl);
});
afterAll(() => t.stop());

async function change(
  field: string,
  declared: string,
  variables: object,
  key = t.tenantKey,
): Promise<Changed> {
  const query = `mutation ($caller: CallerRefInput!${declared}) {
    changed: ${field} { __typename
      ... on CallerChanged { caller { id phone tier block { until by { kind name } reason } } }
      ... on CallerInvalid { problems { field } } } }`;
  return (await get<{ changed: Changed }>(t.url, key, query, { ...variables })).changed;
}

const tag = (caller: object, tier: string | null, key?: string) =>
  change('tagCaller(caller: $caller, tier: $tier)', ', $tier: String', { caller, tier }, key);
const block = (caller: object, ms: number | null, key?: string, reason?: string) =>
  change(
    'blockCaller(caller: $caller, forMs: $ms, reason: $reason)',
    ', $ms: Float, $reason: String',
    { caller, ms, reason },
    key,
  );
const minute = 60_000;
const unblock = (caller: object) => change('unblockCaller(caller: $caller)', '', { caller });

async function sentenceFor(phone: string): Promise<string | undefined> {
  const { id } = t.simulator.ring({ from: phone.slice(1) });
  await t.simulator.webhooks.settled();
  return (await decisionOf(t, t.key, id))?.sentence;
}

const noCopy = 'No text is sent because no copy "blocked-caller" or "UNWANTED" is written.';

/** What the line does with the next ring of this caller. */
async function ring(phone: string): Promise<string | undefined> {
  const { id } = t.simulator.ring({ from: phone.slice(1) });
  await t.simulator.webhooks.settled();
  const decision = await decisionOf(t, t.key, id);
  return `${decision?.verdict} ${decision?.by?.kind ?? ''}`.trim();
}

describe('what is set about a caller', () => {
  it('takes effect with their next ring: blocked, unblocked, tagged', async () => {
    const policies = [{ blockedCaller: {} }, { vipPerimeter: { tiers: ['gold'] } }];
    await setPolicies(t, t.lineId, { policies });
    const phone = '+447700900301';
    const seen = [await ring(phone)];
    await tag({ phone }, 'gold');
    seen.push(await ring(phone));
    await block({ phone }, null);
    seen.push(await ring(phone));
    await unblock({ phone });
    seen.push(await ring(phone));
    await block({ phone }, 5 * minute);
    seen.push(await ring(phone));
    await unblock({ phone });
    await tag({ phone }, null);
    seen.push(await ring(phone));

    expect(seen).toEqual([
      'REJECT VIP_PERIMETER',
      'RING',
      'REJECT BLOCKED_CALLER',
      'RING',
      'REJECT BLOCKED_CALLER',
      'REJECT VIP_PERIMETER',
    ]);
  });

  it('makes a caller whom nobody has seen yet, once', async () => {
    const phone = '+447700900302';
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => tag({ address: '447700900302@c.us' }, 'gold')),
    );
    const blocked = await block({ phone }, null);

    expect(new Set(answers.map(({ caller }) => caller?.id))).toEqual(new Set([blocked.caller?.id]));
    expect(blocked.caller).toMatchObject({
      phone,
      tier: 'gold',
      block: { until: null, by: { kind: 'CLIENT' }, reason: null },
    });
    await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
    expect(await ring(phone)).toBe('REJECT BLOCKED_CALLER');
  });

  it('says who blocked a caller, and why, until they are unblocked', async () => {
    const phone = '+447700900306';
    await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
    const { caller } = await block({ phone }, null, undefined, 'Insulted the agents.');
    expect(caller).toMatchObject({
      block: {
        until: null,
        by: { kind: 'CLIENT', name: expect.any(String) },
        reason: 'Insulted the agents.',
      },
    });
    expect(await sentenceFor(phone)).toBe(
      `Policy 1 (blocked callers) rejects the call because the caller is blocked permanently by the API key “${caller?.block?.by?.name}”, who gave the reason “Insulted the agents.”. ${noCopy}`,
    );
    const freed = await unblock({ phone });
    expect(freed.caller).toMatchObject({ block: null });
    expect((await block({ phone }, 5 * minute)).caller?.block).toMatchObject({
      until: expect.stringMatching(/^2\d{3}-/),
      reason: null,
    });
  });

  it('is set about a new caller when the caller is erased meanwhile', async () => {
    const phone = '+447700900310';
    await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
    const former = await tag({ phone }, 'gold');
    const erase = `mutation { eraseCaller(caller: { phone: "${phone}" }) { __typename } }`;
    // The erasure has erased the caller, but cannot delete the address yet.
    const address = `select from caller_addresses where address = 'phone:${phone}'`;
    const [erased, blocked] = await whileLocked(t.databaseUrl, address, [
      () => get(t.url, t.tenantKey, erase),
      () => block({ phone }, null, undefined, 'Insulted the agents.'),
    ]);
    expect(erased).toEqual({ eraseCaller: { __typename: 'CallerErased' } });
    expect(blocked).toMatchObject({
      caller: { phone, tier: null, block: { reason: 'Insulted the agents.' } },
    });
    expect((blocked as Changed).caller?.id).not.toBe(former.caller?.id);
    expect(await ring(phone)).toBe('REJECT BLOCKED_CALLER');
  });

  it.each([
    ['first', 1, '+447700900307', 'once'],
    ['second', 2, '+447700900309', '2 times'],
  ])('is remembered of a caller whose %s call is one too many', async (_, calls, phone, often) => {
    const throttle = { calls, withinMs: 60_000, blockForMs: 3_600_000 };
    await setPolicies(t, t.lineId, {
      policies: [{ name: 'Robocalls', frequencyThrottle: throttle }],
    });
    if (calls === 2) await ring(phone);
    expect(await ring(phone)).toBe('REJECT FREQUENCY_THROTTLE');
    await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
    expect(await sentenceFor(phone)).toMatch(
      new RegExp(
        `because the caller is blocked until .* \\(UTC\\) by the policy “Robocalls”, because the caller rang this line ${often} within 1 minute\\. ${noCopy}$`,
      ),
    );
  });

  it('lets a caller who is unblocked ring as often as before', async () => {
    const throttle = { calls: 3, withinMs: 600_000, blockForMs: 3_600_000 };
    await setPolicies(t, t.lineId, { policies: [{ frequencyThrottle: throttle }] });
    const phone = '+447700900308';
    const three = async () => [await ring(phone), await ring(phone), await ring(phone)];
    const seen = [await three()];
    await unblock({ phone });
    // Only what rang after the unblocking counts, and not in the same millisecond.
    await sleep(5);
    seen.push(await three());
    const throttled = ['RING', 'RING', 'REJECT FREQUENCY_THROTTLE'];
    expect(seen).toEqual([throttled, throttled]);
  });

  it('is of one tenant', async () => {
    const phone = '+447700900303';
    const ours = await tag({ phone }, 'gold');
    const known = await tag({ id: ours.caller?.id }, 'silver', theirs.tenantKey);
    const same = await block({ phone }, null, theirs.tenantKey);

    expect(known.__typename).toBe('CallerNotFound');
    expect(same.caller).toMatchObject({ tier: null });
    expect(same.caller?.id).not.toBe(ours.caller?.id);
    await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
    expect(await ring(phone)).toBe('RING');
  });

  it('must be said of exactly one caller, and make sense', async () => {
    const phone = '+447700900304';
    const answers = [
      await tag({}, 'gold'),
      await tag({ phone, id: 'clr_1' }, 'gold'),
      await tag({ phone: '12345' }, 'gold'),
      await tag({ address: 'somebody' }, 'gold'),
      await tag({ phone }, ' '),
      await tag({ phone }, 'x'.repeat(65)),
      await block({ phone }, minute - 1),
      await block({ phone }, 5_256_001 * minute),
      await block({ phone }, minute + 0.5),
      await block({ phone }, 5 * minute, undefined, ' '),
      await block({ phone }, 5 * minute, undefined, 'x'.repeat(201)),
    ];
    expect(answers.map(({ problems }) => problems?.map(({ field }) => field))).toEqual([
      ['caller'],
      ['caller'],
      ['caller.phone'],
      ['caller.address'],
      ['tier'],
      ['tier'],
      ['forMs'],
      ['forMs'],
      ['forMs'],
      ['reason'],
      ['reason'],
    ]);
  });

  it('is shown with when they last wrote', async () => {
    t.simulator.write('447700900305', 'Hello');
    await t.simulator.webhooks.settled();
    const { caller } = await tag({ phone: '+447700900305' }, 'gold');
    const { data } = await ask<{ caller: object }>(
      t.url,
      t.tenantKey,
      'query ($id: ID!) { caller(id: $id) { tier block { until } lastConversationAt } }',
      { id: caller?.id },
    );
    expect(data?.caller).toEqual({
      tier: 'gold',
      block: null,
      lastConversationAt: expect.stringMatching(/^\d{4}-/),
    });
  });
});
