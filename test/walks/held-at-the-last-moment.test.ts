import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWutsSimulator, type WutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

let t: TestApp;
let wuts: WutsSimulator;
let line: TestLine;
let from = 447_700_930_000;
beforeAll(async () => {
  // No attempt ends here while its answer is held back.
  t = await startTestApp({ leaseMs: 60_000, attemptTimeoutMs: 40_000 });
});
afterAll(async () => {
  await wuts.close();
  await t.stop();
});

/** A line that rejects everybody and has words for those who had gone, too. */
beforeEach(async () => {
  await wuts?.close();
  wuts = await startWutsSimulator();
  line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
  wuts.tell({ url: line.webhookUrl });
  await close();
});

const copyOf = (key: string, text: string) => ({
  key,
  variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en', text }] }],
});
const copies = [copyOf('quiet-hours', 'Closed.'), copyOf('caller-gone', 'Gone.')];
const close = (more: object = {}) =>
  setPolicies(t, line.lineId, {
    policies: [{ quietHours: { open: [] } }],
    copy: { fallbackLocale: 'en', copies },
    ...more,
  });

async function turnKillSwitchOn(): Promise<void> {
  const query = `mutation ($id: ID!) { setPhoneLineKillSwitch(id: $id, on: true) { __typename } }`;
  await get(t.url, t.tenantKey, query, { id: line.lineId });
}

interface Seen {
  readonly status: string;
  readonly rejection: {
    readonly state: string;
    readonly problem: { readonly message: string } | null;
    readonly followUp: {
      readonly state: string;
      readonly notSent: { readonly reason: string; readonly because: string } | null;
      readonly dispatchedInMs: number | null;
    } | null;
  } | null;
  readonly history: { readonly nodes: readonly { kind: string; cause: string | null }[] };
}

async function seen(id: string): Promise<Seen | null> {
  const query = `query ($id: ID!) { call(id: $id) { status
    rejection { state problem { message } followUp { state notSent { reason because } dispatchedInMs } }
    history(first: 50) { nodes { kind cause } } } }`;
  return (await get<{ call: Seen | null }>(t.url, line.key, query, { id })).call;
}

/** What became of the text about a call, and why; as the API tells it, which is to be what the journal tells. */
function textOf(id: string, which: RegExp = /^(SENT|NOT_SENT)/): Promise<string> {
  return until(async () => {
    const call = await seen(id);
    const { state, notSent, dispatchedInMs } = call?.rejection?.followUp ?? {};
    const told = notSent ? `${state} ${notSent.reason}: ${notSent.because}` : `${state}`;
    if (call === null || !which.test(told)) return false;
    const last = call.history.nodes.findLast(({ kind }) => kind.startsWith('FOLLOW_UP'));
    expect(last?.cause?.replace(/\.$/, '')).toBe(notSent?.because);
    expect(dispatchedInMs).toEqual(state === 'SENT' ? expect.any(Number) : null);
    return told;
  });
}

const noCall = { error: 'call not found', error_code: 'CALL_NOT_FOUND' };

/** The provider does not find the call of this caller, and nobody has said how its ring ended. */
async function ringNotFound(caller: number): Promise<string> {
  wuts.fault('reject', { is: 'status', status: 404, body: noCall });
  const { id } = wuts.ring({ from: String(caller) });
  expect(await textOf(id)).toMatch(/^NOT_SENT END_UNKNOWN/);
  return id;
}

const sentTexts = () => wuts.messages.map(({ text }) => text);
const killed = "NOT_SENT KILL_SWITCH: the line's kill switch is on";
const capped =
  'NOT_SENT TEXT_CAP: the line has reached its cap of 1 automatic texts within a minute';

describe('a text that was given up and can be sent after all', () => {
  it('is not sent to a caller who has had one since', async () => {
    const gone = await ringNotFound(++from);
    const second = wuts.ring({ from: String(from) }).id;
    expect(await textOf(second)).toBe('SENT');
    wuts.hangUp(gone);
    expect(await textOf(gone, /TEXTED/)).toBe(
      'NOT_SENT TEXTED_LATELY: the caller got a text from this service a short while ago',
    );
    expect(sentTexts()).toEqual(['Closed.']);
  });

  it('is not sent once the kill switch is on', async () => {
    const gone = await ringNotFound(++from);
    await turnKillSwitchOn();
    wuts.hangUp(gone);
    expect(await textOf(gone, /KILL/)).toBe(killed);
    expect(sentTexts()).toEqual([]);
  });

  it('keeps to the cap on texts', async () => {
    await close({ textsPerMinute: 1 });
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push(await ringNotFound(++from));
    for (const id of ids) wuts.hangUp(id);
    const told = await Promise.all(ids.map((id) => textOf(id, /^SENT|CAP/)));
    expect(told.toSorted()).toEqual([capped, capped, capped, 'SENT']);
    expect(sentTexts()).toEqual(['Gone.']);
  });
});

describe('the reason for which a text is not sent', () => {
  it('is told anew in the journal when the provider says how the ring had ended', async () => {
    const answered = await ringNotFound(++from);
    wuts.answer(answered);
    expect(await textOf(answered, /ANSWERED/)).toBe(
      'NOT_SENT ANSWERED: the call had been answered',
    );
    const { history } = (await seen(answered)) ?? { history: { nodes: [] } };
    const told = history.nodes.filter(({ kind }) => kind === 'FOLLOW_UP_NOT_SENT');
    expect(told.map(({ cause }) => cause)).toEqual([
      'the provider has not reported how the call ended: it may have been answered',
      'the call had been answered',
    ]);
  });
});

describe('a text that is decided on while the provider is slow', () => {
  it('keeps to the cap on texts, however many calls are being rejected', async () => {
    await close({ textsPerMinute: 1 });
    const asked = Promise.withResolvers<void>();
    wuts.fault('reject', { is: 'held', until: asked.promise }, 'always');
    const ids = Array.from({ length: 5 }, () => wuts.ring({ from: String(++from) }).id);
    await until(() => wuts.requests.filter(({ operation }) => operation === 'reject').length === 5);
    asked.resolve();
    const told = await Promise.all(ids.map((id) => textOf(id)));
    expect(told.toSorted()).toEqual([capped, capped, capped, capped, 'SENT']);
    expect(sentTexts()).toEqual(['Closed.']);
  });

  it('does not count texts that the provider did not take', async () => {
    await close({ textsPerMinute: 1 });
    wuts.fault('send', { is: 'status', status: 400 });
    const [refused, taken, over] = [0, 0, 0].map(() => String(++from));
    const rung = (caller?: string) => textOf(wuts.ring({ from: caller }).id);
    expect(await rung(refused)).toMatch(/^NOT_SENT REFUSED_BY_PROVIDER/);
    expect([await rung(taken), await rung(over)]).toEqual(['SENT', capped]);
  });

  it('is not sent once the kill switch is on', async () => {
    const killedMeanwhile = Promise.withResolvers<void>();
    wuts.fault('reject', { is: 'held', until: killedMeanwhile.promise });
    const { id } = wuts.ring({ from: String(++from) });
    await until(() => wuts.requests.length > 0);
    await turnKillSwitchOn();
    killedMeanwhile.resolve();
    expect(await textOf(id)).toBe(killed);
    expect((await seen(id))?.status).toBe('REJECTED');
    expect(sentTexts()).toEqual([]);
  });

  it('tells a caller’s text that was sent from one that may still be', async () => {
    const decided = Promise.withResolvers<void>();
    wuts.fault('reject', { is: 'held', until: decided.promise });
    const caller = String(++from);
    const first = wuts.ring({ from: caller }).id;
    await until(() => wuts.requests.length > 0);
    const second = wuts.ring({ from: caller }).id;
    expect(await textOf(second)).toBe(
      'NOT_SENT TEXTED_LATELY: another text to the caller is planned or on its way',
    );
    decided.resolve();
    expect(await textOf(first)).toBe('SENT');
  });

  it('is sent where a person wished it, over the cap, the cooldown and the kill switch', async () => {
    await close({ textsPerMinute: 0 });
    const caller = String(++from);
    wuts.fault('reject', { is: 'status', status: 403 });
    const { id } = wuts.ring({ from: caller });
    await until(async () => (await seen(id))?.rejection?.state === 'REFUSED');
    await turnKillSwitchOn();
    const query = `mutation ($id: ID!) {
      rejectCall(id: $id, followUp: { text: "By hand." }) { __typename } }`;
    await get(t.url, line.key, query, { id });
    expect(await textOf(id, /^SENT/)).toBe('SENT');
    expect(sentTexts()).toEqual(['By hand.']);
  });
});

describe('a rejection that waits to be asked for again', () => {
  it('is not asked for once the kill switch is on: the call rings on', async () => {
    wuts.fault('reject', { is: 'status', status: 503 }, 'always');
    const { id } = wuts.ring({ from: String(++from) });
    await until(() => wuts.requests.length >= 3);
    await turnKillSwitchOn();
    const call = await until(async () => {
      const now = await seen(id);
      return now?.rejection?.state === 'REFUSED' && now;
    });
    const asked = wuts.requests.length;
    expect(call).toMatchObject({
      status: 'RINGING',
      rejection: {
        problem: {
          message: 'The kill switch of the line was turned on; the provider is not asked again.',
        },
        followUp: { state: 'NOT_SENT', notSent: { reason: 'NOT_REJECTED' } },
      },
    });
    expect(call.history.nodes.map(({ kind }) => kind)).toEqual([
      ...['RANG', 'REJECT_REQUESTED', 'REJECT_REFUSED', 'FOLLOW_UP_NOT_SENT'],
    ]);
    await until(() => t.app.background.size === 0);
    expect(wuts.requests.length).toBe(asked);
  });

  it('goes on where a person wished it', async () => {
    await setPolicies(t, line.lineId, { policies: [], killSwitch: true });
    wuts.fault('reject', { is: 'status', status: 503 }, 3);
    const { id } = wuts.ring({ from: String(++from) });
    await until(async () => (await seen(id)) !== null);
    await get(t.url, line.key, 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }', {
      id,
    });
    await until(async () => (await seen(id))?.status === 'REJECTED');
  });
});
