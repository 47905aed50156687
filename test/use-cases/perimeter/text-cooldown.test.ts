import { beforeEach, describe, expect, it } from 'vitest';
import { get } from '../../support/client.ts';
import { usePhoneLine } from '../../support/phone-line.ts';
import { setPolicies } from '../../support/policies.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

/** Each test has a caller of its own, on a line that rejects everybody with a text. */
const desk = usePhoneLine();
let from = 447_700_920_000;
beforeEach(async () => {
  from++;
  await closeForEverybody();
});

const texts = [{ locale: 'en', text: 'We are closed.' }];
const closed = { key: 'quiet-hours', variants: [{ name: 'a', weight: 1, texts }] };
const closeForEverybody = (cooldownSeconds?: number) =>
  setPolicies(desk.t, desk.line.lineId, {
    policies: [{ quietHours: { open: [] } }],
    copy: { fallbackLocale: 'en', copies: [closed] },
    ...(cooldownSeconds !== undefined && { textCooldownMs: cooldownSeconds * 1000 }),
  });
const openForEverybody = () => setPolicies(desk.t, desk.line.lineId, { policies: [] });

interface Rejection {
  readonly state: string;
  readonly followUp: { readonly state: string; readonly notSent: { reason: string } | null } | null;
}

/** What became of a text, once nothing more is to happen to it. */
async function textOf(id: string): Promise<string> {
  const query =
    'query ($id: ID!) { call(id: $id) { rejection { state followUp { state notSent { reason } } } } }';
  const rejection = await until(async () => {
    const { call } = await get<{ call: { rejection: Rejection | null } | null }>(
      desk.t.url,
      desk.line.key,
      query,
      { id },
    );
    const state = call?.rejection?.followUp?.state;
    const isUnderWay = call?.rejection?.state === 'SENDING' || state === 'WAITING';
    return !isUnderWay && state !== 'SENDING' && call?.rejection;
  });
  const { state, notSent } = rejection.followUp ?? {};
  return notSent ? `${state} ${notSent.reason}` : String(state);
}

const ring = () => desk.phone.ring({ from: String(from) }).id;
const rung = () => textOf(ring());

async function rejectByHand(text: string): Promise<string> {
  await openForEverybody();
  const id = ring();
  await desk.phone.webhooks.settled();
  const query = `mutation ($id: ID!, $text: String!) {
    rejectCall(id: $id, followUp: { text: $text }) { __typename } }`;
  await get(desk.t.url, desk.line.key, query, { id, text });
  const state = await textOf(id);
  await closeForEverybody();
  return state;
}

describe('the time within which a caller gets no second text', () => {
  it('begins with a text that was sent', async () => {
    expect([await rung(), await rung()]).toEqual(['SENT', 'NOT_SENT TEXTED_LATELY']);
  });

  it('begins with a text that may have been sent', async () => {
    desk.phone.fault('send', { is: 'process-then-reset' });
    expect([await rung(), await rung()]).toEqual(['UNKNOWN', 'NOT_SENT TEXTED_LATELY']);
  });

  it('does not begin with a text that the provider did not take', async () => {
    desk.phone.fault('send', { is: 'status', status: 400 });
    expect([await rung(), await rung(), await rung()]).toEqual([
      'NOT_SENT REFUSED_BY_PROVIDER',
      'SENT',
      'NOT_SENT TEXTED_LATELY',
    ]);
  });

  it('does not begin with a text that was not needed, because the call could not be rejected', async () => {
    desk.phone.fault('reject', { is: 'status', status: 403 });
    expect([await rung(), await rung()]).toEqual(['NOT_SENT NOT_REJECTED', 'SENT']);
  });

  it('begins with a text that a person wished, if it was sent', async () => {
    desk.phone.fault('send', { is: 'status', status: 400 });
    expect(await rejectByHand('Not now.')).toBe('NOT_SENT REFUSED_BY_PROVIDER');
    expect(await rejectByHand('Please write.')).toBe('SENT');
    expect(await rung()).toBe('NOT_SENT TEXTED_LATELY');
  });

  it('is kept on every line of the tenant', async () => {
    expect(await rung()).toBe('SENT');
    await desk.changeLine();
    await closeForEverybody();
    expect(await rung()).toBe('NOT_SENT TEXTED_LATELY');
  });

  it('is kept by rings that come at once, at any process', async () => {
    const other = await desk.t.another();
    const ids = Array.from({ length: 6 }, (_, n) => {
      desk.phone.tell({
        url: desk.line.webhookUrl.replace(desk.t.url, n % 2 ? other.url : desk.t.url),
      });
      return ring();
    });
    const states = await Promise.all(ids.map(textOf));
    expect(states.toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'NOT_SENT TEXTED_LATELY'),
      'SENT',
    ]);
    expect(desk.phone.messages.length).toBe(1);
  });

  it('begins anew with the next text once it is over', async () => {
    await closeForEverybody(3600);
    expect([await rung(), await rung()]).toEqual(['SENT', 'NOT_SENT TEXTED_LATELY']);
    await ageTexts(3000);
    expect(await rung()).toBe('NOT_SENT TEXTED_LATELY');
    await ageTexts(600);
    expect([await rung(), await rung()]).toEqual(['SENT', 'NOT_SENT TEXTED_LATELY']);
  });

  it('begins with the text, also if its call had rung for two ring limits and the template had to follow', async () => {
    expect(await rung()).toBe('SENT');
    await queryOnce(
      desk.t.databaseUrl,
      `update calls set ringing_at = ringing_at - interval '16 minutes'`,
    );
    expect(await rung()).toBe('NOT_SENT TEXTED_LATELY');
  });

  it('is off when it is zero', async () => {
    await closeForEverybody(0);
    expect([await rung(), await rung()]).toEqual(['SENT', 'SENT']);
  });
});

/** As if every text so far had been sent so much earlier. */
const ageTexts = (seconds: number) =>
  queryOnce(
    desk.t.databaseUrl,
    `update calls set rejection = jsonb_set(rejection, '{followUp,sentAt}',
       to_jsonb((rejection->'followUp'->>'sentAt')::timestamptz - interval '${seconds} seconds'))
     where rejection->'followUp'->>'sentAt' is not null`,
  );
