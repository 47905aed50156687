import { describe, expect, it } from 'vitest';
import { get } from '../support/client.ts';
import { usePhoneLine } from '../support/phone-line.ts';
import { decisionOf, probe, type SeenDecision, setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

const desk = usePhoneLine();
let rung = 0;

const variants = [{ name: 'A', weight: 1, texts: [{ locale: 'en', text: 'Please write.' }] }];
const keys = ['vip-perimeter', 'everybody-busy'];
const copy = { fallbackLocale: 'en', copies: keys.map((key) => ({ key, variants })) };
const vip = { vipPerimeter: { tiers: ['gold'] } };
const tellWhenBusy = { presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } };

const set = (wish: object) =>
  setPolicies(desk.t, desk.line.lineId, { policies: [vip], copy, ...wish });

interface Told {
  readonly status: string;
  readonly rejection: { readonly followUp: SeenText | null } | null;
  readonly notice: SeenText | null;
  readonly history: { readonly nodes: readonly { kind: string; cause: string | null }[] };
}
interface SeenText {
  readonly state: string;
  readonly notSent: { readonly reason: string } | null;
}

/** A caller of their own rings: what a probe said before, what was decided, and what was done. */
async function ringAfterProbe() {
  const number = `4477009500${String(++rung).padStart(2, '0')}`;
  const caller = { phone: `+${number}` };
  const { words, wordsWhenGone, asStranger, ...probed } = await probe(desk.t, desk.line.key, {
    lineId: desk.line.lineId,
    caller,
  });
  const { id } = desk.phone.ring({ from: number });
  await desk.phone.webhooks.settled();
  const decided = await decisionOf(desk.t, desk.line.key, id);
  return { id, probed, decided, words: words?.text ?? null };
}

async function toldOf(id: string, kind: string) {
  const text = '{ state notSent { reason } }';
  const query = `query ($id: ID!) { call(id: $id) { status rejection { followUp ${text} } notice ${text}
    history(first: 50) { nodes { kind cause } } } }`;
  return until(async () => {
    const { call } = await get<{ call: Told }>(desk.t.url, desk.line.key, query, { id });
    return call.history.nodes.some((entry) => entry.kind === kind) && call;
  });
}

const kindsOf = ({ history }: Told) => history.nodes.map(({ kind }) => kind);
const heldBy = (decision: SeenDecision | null) =>
  decision?.held && `${decision.held.outcome.verdict} held by ${decision.held.by}`;

describe('what is held back is part of the decision, its sentence, the journal and the probe', () => {
  it('by the cap on rejections: the call rings, and nothing says that it is rejected', async () => {
    await set({ rejectsPerMinute: 1 });
    const first = await ringAfterProbe();
    expect([first.decided?.verdict, first.decided?.held]).toEqual(['REJECT', null]);
    expect(first.decided).toEqual(first.probed);
    const { id, decided, probed, words } = await ringAfterProbe();

    expect(decided).toEqual(probed);
    expect([decided?.verdict, decided?.by?.kind, heldBy(decided), words]).toEqual([
      ...['RING', 'REJECT_CAP', 'REJECT held by REJECT_CAP', null],
    ]);
    const because = 'the line has reached its cap of 1 automatic rejections within a minute';
    const wished = 'Policy 1 (VIP perimeter) would reject it because ';
    expect(decided?.sentence).toContain(`The call rings because ${because}. ${wished}`);
    expect(decided?.followUp?.notSent).toEqual({ reason: 'NOT_REJECTED', because });
    const told = await toldOf(id, 'AUTOMATION_HELD');
    expect(told).toMatchObject({ status: 'RINGING', rejection: null });
    expect(told.history.nodes.at(-1)).toEqual({ kind: 'AUTOMATION_HELD', cause: because });
  });

  it('by the cap on texts: it is rejected, and nothing promises a text', async () => {
    await set({ textsPerMinute: 1 });
    const first = await ringAfterProbe();
    expect([first.words, first.decided]).toEqual(['Please write.', first.probed]);
    await toldOf(first.id, 'FOLLOW_UP_SENT');
    const { id, decided, probed, words } = await ringAfterProbe();

    expect(decided).toEqual(probed);
    const because = 'the line has reached its cap of 1 automatic texts within a minute';
    expect([decided?.verdict, decided?.followUp, words]).toEqual([
      'REJECT',
      { variant: null, locale: null, notSent: { reason: 'TEXT_CAP', because } },
      null,
    ]);
    expect(decided?.sentence).toMatch(
      new RegExp(`^Policy 1 .* No text is sent because ${because}\\.$`),
    );
    const told = await toldOf(id, 'REJECTED');
    expect(kindsOf(told).slice(0, 4)).toEqual([
      ...['RANG', 'AUTOMATION_HELD', 'REJECT_REQUESTED', 'FOLLOW_UP_NOT_SENT'],
    ]);
    expect(told.rejection?.followUp).toEqual({
      state: 'NOT_SENT',
      notSent: { reason: 'TEXT_CAP' },
    });
    expect(desk.phone.messages.length).toBe(1);
  });

  it('by both caps: the journal names both, and the sentence promises nothing', async () => {
    await set({ policies: [vip, tellWhenBusy], rejectsPerMinute: 0, textsPerMinute: 0 });
    const setPhoneLinePresence = `mutation ($line: ID!) {
      setPhoneLinePresence(input: { lineId: $line, agent: "ann", state: BUSY }) { __typename } }`;
    await get(desk.t.url, desk.line.key, setPhoneLinePresence, { line: desk.line.lineId });
    const { id, decided, probed } = await ringAfterProbe();

    expect(decided).toEqual(probed);
    const rejects = 'the line has reached its cap of 0 automatic rejections within a minute';
    const texts = 'the line has reached its cap of 0 automatic texts within a minute';
    expect([decided?.verdict, heldBy(decided)]).toEqual([
      ...['RING_WITH_TEXT', 'REJECT held by REJECT_CAP'],
    ]);
    expect(decided?.sentence).toMatch(
      new RegExp(`That is held back because ${rejects}\\. No text is sent because ${texts}\\.$`),
    );
    const told = await toldOf(id, 'NOTICE_NOT_SENT');
    const held = told.history.nodes.find(({ kind }) => kind === 'AUTOMATION_HELD');
    expect(held?.cause).toBe(`${rejects}, and ${texts}`);
  });

  it('by the kill switch', async () => {
    await set({ killSwitch: true });
    const { id, decided, probed } = await ringAfterProbe();
    expect(decided).toEqual(probed);
    expect([decided?.verdict, heldBy(decided)]).toEqual(['RING', 'REJECT held by KILL_SWITCH']);
    expect(decided?.followUp?.notSent?.reason).toBe('KILL_SWITCH');
    expect(decided?.sentence).toContain(
      "The call rings because the line's kill switch is on. Policy 1 (VIP perimeter) would reject it because ",
    );
    expect(kindsOf(await toldOf(id, 'AUTOMATION_HELD'))).toEqual(['RANG', 'AUTOMATION_HELD']);
  });

  it('by the kill switch, of a text to a caller who is let ring', async () => {
    await set({ policies: [tellWhenBusy], killSwitch: true });
    const setPhoneLinePresence = `mutation ($line: ID!) {
      setPhoneLinePresence(input: { lineId: $line, agent: "ann", state: BUSY }) { __typename } }`;
    await get(desk.t.url, desk.line.key, setPhoneLinePresence, { line: desk.line.lineId });
    const { id, decided, probed } = await ringAfterProbe();

    expect(decided).toEqual(probed);
    expect([decided?.verdict, heldBy(decided)]).toEqual([
      ...['RING', 'RING_WITH_TEXT held by KILL_SWITCH'],
    ]);
    const told = await toldOf(id, 'NOTICE_NOT_SENT');
    expect(kindsOf(told)).toEqual(['RANG', 'AUTOMATION_HELD', 'NOTICE_NOT_SENT']);
    expect(told.notice).toEqual({ state: 'NOT_SENT', notSent: { reason: 'KILL_SWITCH' } });
    expect(desk.phone.messages).toEqual([]);
  });

  it('by the cap on legs', async () => {
    await set({ legCap: 1 });
    const { id, decided, probed } = await ringAfterProbe();
    expect(decided).toEqual(probed);
    expect([decided?.verdict, heldBy(decided)]).toEqual(['RING', 'REJECT held by LEG_CAP']);
    const told = await toldOf(id, 'AUTOMATION_HELD');
    expect(told.history.nodes.at(-1)?.cause).toBe(decided?.held?.because);
  });

  it('by nothing, where policies only observe', async () => {
    await set({ policies: [{ mode: 'OBSERVE', ...vip }], killSwitch: true });
    const { decided, probed } = await ringAfterProbe();
    expect(decided).toEqual(probed);
    expect([decided?.held, decided?.followUp]).toEqual([null, null]);
  });

  it('the probe counts caps only for now: of another time it knows nothing', async () => {
    await set({ rejectsPerMinute: 1 });
    await ringAfterProbe();
    const caller = { phone: '+447700950099' };
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const verdicts = [
      await probe(desk.t, desk.line.key, { lineId: desk.line.lineId, caller }),
      await probe(desk.t, desk.line.key, { lineId: desk.line.lineId, caller, at }),
    ].map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['RING', 'REJECT']);
  });
});
