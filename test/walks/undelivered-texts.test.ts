import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { counted } from '../support/metrics.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
const followUpOf = `query ($id: ID!) { call(id: $id) {
  rejection { followUp { state sentAt problem { kind message } } } } }`;
const textTemplate = { templateId: 'tpl_1', variables: [{ name: 'body', value: '{text}' }] };
const outside = 'META_OUTSIDE_24H_WINDOW';

let t: TestApp;
let simulator: PilotStatusSimulator;

beforeAll(async () => {
  // Long, so that no text times out that a test or a busy machine holds up.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  simulator = await startPilotStatusSimulator();
});
afterAll(async () => {
  await simulator.close();
  await t.stop();
});

async function lineWith(more: object): Promise<TestLine> {
  const { apiKey, url: baseUrl } = simulator;
  const line = await addLine(t, { pilotStatus: { apiKey, baseUrl, ...more } });
  simulator.tell({ url: line.webhookUrl });
  return line;
}

const causesOf = async (line: TestLine, id: string) => {
  const query =
    'query ($id: ID!) { call(id: $id) { history(first: 100) { nodes { kind cause } } } }';
  const { call } = await get<{ call: { history: { nodes: { kind: string; cause: string }[] } } }>(
    t.url,
    line.key,
    query,
    { id },
  );
  return call.history.nodes
    .filter(({ kind }) => kind.startsWith('FOLLOW_UP'))
    .map(({ cause }) => cause);
};

const textsOf = async (line: TestLine, id: string) =>
  (await historyOf(t.url, line.key, id)).flatMap((entry) => entry.match(/^FOLLOW_UP_\w+/) ?? []);

/** A call is rejected with a text, and the text is dealt with once. */
async function textAfterReject(line: TestLine): Promise<string> {
  const { id } = simulator.ring();
  await simulator.webhooks.settled();
  await get(t.url, line.key, rejectCall, { id });
  await until(async () => (await textsOf(line, id)).length > 0);
  return id;
}

async function followUp(line: TestLine, id: string) {
  const { call } = await get<{ call: { rejection: { followUp: FollowUp } } }>(
    t.url,
    line.key,
    followUpOf,
    { id },
  );
  return call.rejection.followUp;
}

interface FollowUp {
  state: string;
  sentAt: string | null;
  problem: { kind: string; message: string } | null;
}

/** The texts that the metrics count as sent, by a template or without. */
async function textsCounted(): Promise<number> {
  const requests = await counted(t.url, 'calls_provider_requests_total');
  return requests['action=text,outcome=SENT,provider=PILOT_STATUS'] ?? 0;
}

const lastMessage = () => simulator.messages.at(-1);

describe('a text that Pilot Status took and could not deliver', () => {
  it('is NOT_SENT with the reason, once, however often that is told', async () => {
    const line = await lineWith({});
    const id = await textAfterReject(line);
    expect(await followUp(line, id)).toMatchObject({ state: 'SENT', problem: null });

    simulator.tell({ copies: 2 });
    simulator.undelivered(lastMessage()?.id ?? '', 'RECIPIENT_UNKNOWN');
    await simulator.webhooks.settled();
    simulator.tell({ copies: 1 });

    expect(await followUp(line, id)).toEqual({
      state: 'NOT_SENT',
      sentAt: null,
      problem: {
        kind: 'BAD_REQUEST',
        message: 'Pilot Status did not deliver the text (RECIPIENT_UNKNOWN).',
      },
    });
    expect(await textsOf(line, id)).toEqual(['FOLLOW_UP_SENT', 'FOLLOW_UP_NOT_SENT']);
  });

  it('is NOT_SENT where the answer says at once that it failed, and nothing is said of the request', async () => {
    const line = await lineWith({});
    const body = { id: 'msg_FAILED', status: 'FAILED' };
    simulator.fault('send', { is: 'status', status: 200, body });
    const id = await textAfterReject(line);
    expect(await followUp(line, id)).toMatchObject({
      state: 'NOT_SENT',
      problem: { message: 'Pilot Status did not deliver the text.' },
    });
  });

  it('because the caller had not written lately says so, where the line has no template', async () => {
    const line = await lineWith({});
    const id = await textAfterReject(line);
    simulator.undelivered(lastMessage()?.id ?? '', outside);
    await simulator.webhooks.settled();
    expect(await followUp(line, id)).toMatchObject({
      state: 'NOT_SENT',
      problem: { kind: 'OUTSIDE_TEXT_WINDOW' },
    });
  });

  it('because the caller had not written lately goes out by the template of the line, once', async () => {
    const line = await lineWith({ textTemplate });
    const sentBefore = await textsCounted();
    const id = await textAfterReject(line);
    const plain = lastMessage();
    simulator.undelivered(plain?.id ?? '', outside);
    await until(async () => (await textsOf(line, id)).length === 3);

    expect(await followUp(line, id)).toMatchObject({ state: 'SENT' });
    expect(await textsOf(line, id)).toEqual([
      'FOLLOW_UP_SENT',
      'FOLLOW_UP_NOT_SENT',
      'FOLLOW_UP_SENT',
    ]);
    expect(await causesOf(line, id)).toEqual([
      null,
      'Pilot Status accepts plain texts only to callers who wrote in the last 24 hours (META_OUTSIDE_24H_WINDOW).',
      'it was sent as the template of the line instead of a plain text',
    ]);
    expect(lastMessage()).toMatchObject({
      to: plain?.to,
      templateId: 'tpl_1',
      variables: { body: 'Please write to us.' },
    });
    expect((await textsCounted()) - sentBefore).toBe(2);

    simulator.undelivered(lastMessage()?.id ?? '', outside);
    await until(async () => (await textsOf(line, id)).length === 4);
    expect(await followUp(line, id)).toMatchObject({ state: 'NOT_SENT' });
  });

  it('is not told a second time of the template that went out in its place', async () => {
    const line = await lineWith({ textTemplate });
    const id = await textAfterReject(line);
    const plain = lastMessage()?.id ?? '';
    simulator.fault('send', { is: 'process-then-reset' });
    simulator.undelivered(plain, outside);
    await until(async () => (await followUp(line, id)).state === 'UNKNOWN');
    expect(lastMessage()).toMatchObject({ templateId: 'tpl_1' });

    const again = { event: 'message.failed', data: { id: 'evt_2', messageId: plain } };
    await fetch(line.webhookUrl, { method: 'POST', body: JSON.stringify(again) });
    expect((await historyOf(t.url, line.key, id)).at(-1)).toMatch(/^NOTED/);
    expect(await followUp(line, id)).toMatchObject({ state: 'UNKNOWN' });
  });

  it('is found though it is told before the answer to the text has come', async () => {
    const line = await lineWith({});
    const { id } = simulator.ring();
    await simulator.webhooks.settled();
    simulator.fault('send', { is: 'process-then-slow', ms: 400 });
    const before = simulator.messages.length;
    await get(t.url, line.key, rejectCall, { id });
    await until(() => simulator.messages.length > before);
    simulator.undelivered(lastMessage()?.id ?? '', outside);
    await simulator.webhooks.settled();
    await until(async () => (await textsOf(line, id)).length === 2);

    expect(await textsOf(line, id)).toEqual(['FOLLOW_UP_SENT', 'FOLLOW_UP_NOT_SENT']);
  });

  it('is refused while the answer to the text takes too long, and found when it is told again', async () => {
    const line = await lineWith({});
    const { id } = simulator.ring();
    await simulator.webhooks.settled();
    const answered = Promise.withResolvers<void>();
    simulator.fault('send', { is: 'process-then-held', until: answered.promise });
    const before = simulator.messages.length;
    await get(t.url, line.key, rejectCall, { id });
    await until(() => simulator.messages.length > before);
    simulator.undelivered(lastMessage()?.id ?? '', outside);
    await until(() => simulator.webhooks.deliveries.at(-1)?.status === 503);
    expect(await textsOf(line, id)).toEqual([]);
    answered.resolve();
    await simulator.webhooks.settled();

    expect(await textsOf(line, id)).toEqual(['FOLLOW_UP_SENT', 'FOLLOW_UP_NOT_SENT']);
  });

  it.each([
    ['before', 'UNKNOWN'],
    ['while', 'SENDING'],
  ])('is found though another attempt had begun %s its answer came', async (_when, state) => {
    const line = await lineWith({});
    const { id } = simulator.ring();
    await simulator.webhooks.settled();
    const answered = Promise.withResolvers<void>();
    simulator.fault('send', { is: 'process-then-held', until: answered.promise });
    const before = simulator.messages.length;
    await get(t.url, line.key, rejectCall, { id });
    await until(() => simulator.messages.length > before);
    // As when the process stands still for longer than its lease. The second attempt sends nothing.
    const inFlight = `kind = 'text' and state = 'IN_FLIGHT'`;
    const overtake = {
      UNKNOWN: `update effects set lease_until = now() where ${inFlight}`,
      SENDING: `update effects set attempts = 2 where ${inFlight}`,
    };
    await queryOnce(t.databaseUrl, overtake[state as keyof typeof overtake]);
    await until(async () => (await followUp(line, id)).state === state);
    answered.resolve();
    await until(async () => (await followUp(line, id)).state === 'SENT');
    expect(await followUp(line, id)).toMatchObject({ sentAt: expect.any(String), problem: null });
    simulator.undelivered(lastMessage()?.id ?? '', 'RECIPIENT_UNKNOWN');
    await simulator.webhooks.settled();
    expect(await followUp(line, id)).toMatchObject({ state: 'NOT_SENT', sentAt: null });
  });

  it('that was none of ours is noted, and nothing changes', async () => {
    const line = await lineWith({});
    const id = await textAfterReject(line);
    simulator.undelivered('msg_of_somebody_else', outside);
    await simulator.webhooks.settled();
    expect(simulator.webhooks.deliveries.at(-1)?.status).toBe(200);
    expect(await followUp(line, id)).toMatchObject({ state: 'SENT', problem: null });
  });

  it.each([
    ['flat', (id: string) => ({ id, code: outside })],
    ['as Meta counts', (id: string) => ({ data: { id, errors: [{ code: 131047 }] } })],
    ['in lower case', (id: string) => ({ data: { messageId: id, reason: outside.toLowerCase() } })],
    ['as text', (id: string) => ({ data: { message_id: id, error: `failed: ${outside}` } })],
    ['without details', (id: string) => ({ data: { id, error: null } })],
  ])('is understood %s', async (_shape, event) => {
    const line = await lineWith({});
    const id = await textAfterReject(line);
    const body = JSON.stringify({ event: 'message.failed', ...event(lastMessage()?.id ?? '') });
    expect((await fetch(line.webhookUrl, { method: 'POST', body })).status).toBe(200);
    const kind = body.includes('null') ? 'BAD_REQUEST' : 'OUTSIDE_TEXT_WINDOW';
    expect(await followUp(line, id)).toMatchObject({ state: 'NOT_SENT', problem: { kind } });
  });
});

describe('a text that Pilot Status refuses at once, because the caller had not written lately', () => {
  const refuses = { is: 'status', status: 400, body: { code: outside } } as const;

  it('goes out by the template of the line', async () => {
    const line = await lineWith({ textTemplate });
    simulator.fault('send', refuses);
    const id = await textAfterReject(line);
    expect(await followUp(line, id)).toMatchObject({ state: 'SENT', problem: null });
    expect(lastMessage()).toMatchObject({ templateId: 'tpl_1' });
    expect(await causesOf(line, id)).toEqual([
      'it was sent as the template of the line instead of a plain text',
    ]);
  });

  it('is NOT_SENT with the reason where the line has no template', async () => {
    const line = await lineWith({});
    simulator.fault('send', refuses);
    const id = await textAfterReject(line);
    expect(await followUp(line, id)).toMatchObject({
      state: 'NOT_SENT',
      problem: { kind: 'OUTSIDE_TEXT_WINDOW' },
    });
  });
});
