import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const rejectCall = `mutation ($id: ID!, $from: String) { rejectCall(id: $id, expectedCaller: $from) {
  __typename
  ... on CallRejected { call { status } rejection { state } }
  ... on CallRejectionRefused { call { status rejectable } rejection { state problem { message } } }
  ... on CallsUserError { message } } }`;

const html = '<!DOCTYPE html><html><h1>404 Not Found</h1></html>';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

interface Stage {
  readonly line: TestLine;
  ring(): string;
  answers(status: number, body: unknown): void;
  close(): Promise<void>;
}

/** A line at a simulated provider, whose answers to rejects can be ordered. */
async function stageOf(simulator: Simulator, account: object): Promise<Stage> {
  const line = await addLine(t, account);
  simulator.tell({ url: line.webhookUrl });
  return {
    line,
    ring: () => simulator.ring().id,
    answers: (status, body) => simulator.fault('reject', { is: 'status', status, body }),
    close: simulator.close,
  };
}

interface Simulator {
  tell(manner: { url: string }): void;
  ring(): { readonly id: string };
  fault(operation: 'reject', fault: { is: 'status'; status: number; body: unknown }): void;
  close(): Promise<void>;
}

const stages = {
  async pilotStatus() {
    const simulator = await startPilotStatusSimulator();
    const { apiKey, url: baseUrl } = simulator;
    const stage = await stageOf(simulator, { pilotStatus: { apiKey, baseUrl } });
    return {
      ...stage,
      // It can be asked for the call, which it does not find either.
      answers(status: number, body: unknown) {
        stage.answers(status, body);
        simulator.fault('read', { is: 'status', status, body });
      },
    };
  },
  async wawp() {
    const simulator = await startWawpSimulator();
    const { instanceId, accessToken, url: baseUrl } = simulator;
    return stageOf(simulator, { wawp: { instanceId, accessToken, baseUrl } });
  },
  async wuts() {
    const simulator = await startWutsSimulator();
    const { token, url: baseUrl } = simulator;
    return stageOf(simulator, { wuts: { token, baseUrl } });
  },
  async waha() {
    const simulator = await startWahaSimulator();
    const { apiKey, url: baseUrl } = simulator;
    return stageOf(simulator, { waha: { apiKey, baseUrl } });
  },
};

async function rings({ line, ring }: Stage): Promise<string> {
  const id = ring();
  await until(async () => (await historyOf(t.url, line.key, id)).length > 0);
  return id;
}

const reject = async ({ line }: Stage, id: string) =>
  (await get<{ rejectCall: Answer }>(t.url, line.key, rejectCall, { id })).rejectCall;

interface Answer {
  __typename: string;
  call: { status: string; rejectable: boolean };
  rejection: { state: string; problem: { message: string } };
}

describe.each(Object.keys(stages) as (keyof typeof stages)[])('at %s', (provider) => {
  it('a refusal that names no call leaves it ringing, says what to check, and may be repeated', async () => {
    const stage = await stages[provider]();
    const answers: [number, unknown][] = [
      [404, { error: 'Not Found', message: 'Not Found', statusCode: 404 }],
      [404, { code: 'rest_no_route', message: 'No route was found matching the URL' }],
      [404, html],
      [404, ''],
      [400, ''],
      [400, 'Bad Request'],
      [400, { success: false, message: 'Invalid from', error: 'Invalid from' }],
      [400, null],
      [409, { error: { message: 'Conflict' } }],
    ];
    const id = await rings(stage);
    for (const [status, body] of answers) {
      stage.answers(status, body);
      const { __typename, call, rejection } = await reject(stage, id);
      const said = { __typename, call, state: rejection?.state };
      expect({ status, body, ...said }).toEqual({
        status,
        body,
        __typename: 'CallRejectionRefused',
        call: { status: 'RINGING', rejectable: true },
        state: 'REFUSED',
      });
      expect(rejection.problem.message).toMatch(/check baseUrl/);
    }
    expect(await reject(stage, id)).toMatchObject({ __typename: 'CallRejected' });
    await stage.close();
  });

  it.each([
    [404, { error: 'Call not found', message: 'Call not found' }],
    [404, { error: { code: 'CALL_NOT_FOUND' } }],
    [400, { error: 'The call has already ended', message: 'The call has already ended' }],
    [400, 'Chamada já encerrada'],
    [410, '<error><message>Call is no longer active</message></error>'],
  ])('%i %j says that the call is over', async (status, body) => {
    const stage = await stages[provider]();
    const id = await rings(stage);
    stage.answers(status, body);
    expect(await reject(stage, id)).toMatchObject({
      __typename: 'CallRejected',
      rejection: { state: 'ALREADY_OVER' },
    });
    await stage.close();
  });
});

it.each([
  ['waha', 422, 'rejectCall is not available for this engine'],
  ['pilotStatus', 400, 'Call is not available for this number'],
  ['pilotStatus', 404, 'No such call endpoint'],
  ['wawp', 400, 'callId not found in request'],
  ['wuts', 400, 'The access token for this call expired'],
] as const)(
  'at %s %i "%s" is not taken for the end of the call',
  async (provider, status, said) => {
    const stage = await stages[provider]();
    const id = await rings(stage);
    stage.answers(status, { error: said, message: said });
    expect(await reject(stage, id)).toMatchObject({
      __typename: 'CallRejectionRefused',
      call: { status: 'RINGING', rejectable: true },
    });
    await stage.close();
  },
);

it.each([
  ['wawp', 404, 'Not Found - Session Does Not Exist', 'check instanceId and its phone'],
  ['wawp', 400, 'Bad Request - Missing Required Parameter(s)', 'check baseUrl, instanceId and'],
  ['waha', 422, 'Session "default" does not exist', 'check session and its phone'],
] as const)(
  'at %s %i "%s" is refused with what to check',
  async (provider, status, said, check) => {
    const stage = await stages[provider]();
    const id = await rings(stage);
    stage.answers(status, { error: said, message: said });
    expect(await reject(stage, id)).toMatchObject({
      __typename: 'CallRejectionRefused',
      call: { status: 'RINGING', rejectable: true },
      rejection: { problem: { message: expect.stringContaining(check) } },
    });
    await stage.close();
  },
);

const limitOf = `query ($id: ID!) { call(id: $id) {
  direction status ringingAt ringDeadlineAt line { ringLimitMs } } }`;
interface Limited {
  readonly direction: string;
  readonly status: string;
  readonly ringingAt: string;
  readonly ringDeadlineAt: string | null;
  readonly line: { readonly ringLimitMs: number };
}

describe('at Pilot Status', () => {
  const ringing = (externalCallId: string) => ({
    event: 'call.ringing',
    externalCallId,
    direction: 'INBOUND',
    peerNumber: '5511999990001',
  });
  /** A line whose simulator tells nothing by itself. */
  async function silentLine() {
    const simulator = await startPilotStatusSimulator();
    const { apiKey, url: baseUrl } = simulator;
    const line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
    const tell = (event: object) =>
      fetch(line.webhookUrl, { method: 'POST', body: JSON.stringify(event) });
    return { simulator, line, tell };
  }
  const callsOf = `{ calls(first: 100) { nodes { providerCallId status rejection { state } } } }`;

  it('the id in the answer to a reject names the same call from then on', async () => {
    const { simulator, line, tell } = await silentLine();
    const { id, externalCallId } = simulator.ring({ externalCallId: 'wacid.LEARNED' });
    await tell(ringing(externalCallId));
    const answer = await get(t.url, line.key, rejectCall, { id: externalCallId });
    expect(answer).toMatchObject({ rejectCall: { rejection: { state: 'CONFIRMED' } } });

    expect((await tell({ event: 'call.ended', id, status: 'REJECTED' })).status).toBe(200);

    const { calls } = await get<{ calls: { nodes: object[] } }>(t.url, line.key, callsOf);
    expect(calls.nodes).toEqual([
      {
        providerCallId: 'wacid.LEARNED',
        status: 'REJECTED',
        rejection: { state: 'CONFIRMED' },
      },
    ]);
    expect(await historyOf(t.url, line.key, id)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
      'NOTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    await simulator.close();
  });

  it('an id that another call has already does not hold the rejection up', async () => {
    const { simulator, line, tell } = await silentLine();
    const { id, externalCallId } = simulator.ring({ externalCallId: 'wacid.TAKEN' });
    await tell(ringing(externalCallId));
    await tell({ ...ringing('wacid.OTHER'), id });
    const answer = await get(t.url, line.key, rejectCall, { id: externalCallId });
    expect(answer).toMatchObject({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
    await simulator.close();
  });

  it.each([
    ['an inbound call', { event: 'call.ringing', direction: 'INBOUND' }, 'INBOUND RINGING'],
    ['an outbound call', { event: 'call.ringing', direction: 'OUTBOUND' }, 'OUTBOUND RINGING'],
    ['a call first heard of when it was answered', { event: 'call.connected' }, 'INBOUND ANSWERED'],
    ['a call first heard of at its end', { event: 'call.missed' }, 'INBOUND MISSED'],
  ])('%s has the ring limit of its line', async (what, event, state) => {
    const id = `call_${what.replaceAll(' ', '_')}`;
    await postEvent(t.webhookUrl, { ...event, id, peerNumber: '5511999990001' });
    const { call } = await get<{ call: Limited }>(t.url, t.key, limitOf, { id });
    expect(`${call.direction} ${call.status}`).toBe(state);
    const limitMs = Date.parse(call.ringDeadlineAt ?? '') - Date.parse(call.ringingAt);
    expect(limitMs).toBe(call.line.ringLimitMs);
  });

  it('the caller may be named as people write a number', async () => {
    const { id } = t.simulator.ring({ from: '5511999990002' });
    await t.simulator.webhooks.settled();
    const wrong = await get(t.url, t.key, rejectCall, { id, from: '+55 11 99999-0003' });
    expect(wrong).not.toMatchObject({ rejectCall: { __typename: 'CallRejected' } });
    const right = await get(t.url, t.key, rejectCall, { id, from: '+55 (11) 99999-0002' });
    expect(right).toMatchObject({ rejectCall: { __typename: 'CallRejected' } });
  });

  it('events are believed by the header that the line names, and by no other', async () => {
    const simulator = await startPilotStatusSimulator();
    const { apiKey, url: baseUrl } = simulator;
    const signing = { webhookSecret: 'whsec', webhookSignatureHeader: 'X-Signature-256' };
    const line = await addLine(t, { pilotStatus: { apiKey, baseUrl, ...signing } });
    simulator.tell({ url: line.webhookUrl, secret: 'whsec' });
    simulator.ring({ id: 'call_ELSEWHERE' });
    await until(() => simulator.webhooks.deliveries.some(({ status = 0 }) => status >= 400));
    // It does not send again what was refused: that takes seconds.
    simulator.tell({ url: undefined });
    await simulator.webhooks.settled();
    simulator.tell({ url: line.webhookUrl, secret: 'whsec', signatureHeader: 'x-signature-256' });
    simulator.ring({ id: 'call_SIGNED' });
    await simulator.webhooks.settled();

    expect(await historyOf(t.url, line.key, 'call_ELSEWHERE')).toEqual([]);
    expect(await historyOf(t.url, line.key, 'call_SIGNED')).toEqual([
      'RANG by PILOT_STATUS: RINGING',
    ]);
    await simulator.close();
  });
});
