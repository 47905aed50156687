import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

let t: TestApp;
const afterwards: (() => Promise<void>)[] = [];
beforeAll(async () => {
  // Long, so that a busy machine makes no attempt more than a test orders.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
});
afterAll(async () => {
  await Promise.all(afterwards.map((end) => end()));
  await t.stop();
});

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id, followUp: { text: "Please write." }) {
  __typename ... on CallsUserError { code message } } }`;

interface Standing {
  status: string;
  endReason: string | null;
  inferred: boolean;
  rejection: {
    state: string;
    inferred: boolean;
    followUp: { state: string; notSent: { reason: string } | null };
  } | null;
}

/** A call at a provider that says of it, in any order, what the test makes it say. */
interface Stage {
  readonly id: string;
  tell(event: string, more?: object): Promise<unknown>;
  reject(): Promise<unknown>;
  standing(): Promise<string>;
  history(): Promise<string[]>;
  texts(): readonly unknown[];
}

function stageOf(key: string, id: string, parts: Pick<Stage, 'tell' | 'texts'>): Stage {
  const query = `query ($id: ID!) { call(id: $id) { status endReason inferred
    rejection { state inferred followUp { state notSent { reason } } } } }`;
  const inferred = (is?: boolean) => (is ? ' (inferred)' : '');
  return {
    id,
    ...parts,
    reject: () => get(t.url, key, rejectCall, { id }),
    history: () => historyOf(t.url, key, id),
    async standing() {
      const { call } = await get<{ call: Standing }>(t.url, key, query, { id });
      const { status, endReason, rejection } = call;
      const { state, notSent } = rejection?.followUp ?? {};
      return [
        status + inferred(call.inferred),
        endReason,
        rejection && rejection.state + inferred(rejection.inferred),
        state && `text ${[state, notSent?.reason].filter(Boolean).join(' ')}`,
      ]
        .filter(Boolean)
        .join(', ');
    },
  };
}

const standsAs = (stage: Stage, wanted: string) =>
  until(async () => (await stage.standing()) === wanted).catch(async () => {
    expect([await stage.standing(), await stage.history()]).toEqual(wanted);
  });

const post = async (url: string, event: object) => {
  const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
  expect(status).toBe(200);
};

/** So that no two events have happened at the same moment. */
let n = 0;
const soon = () => new Date(Date.now() - 10_000 + ++n);

type PilotStatus = Awaited<ReturnType<typeof startPilotStatusSimulator>>;
type Wuts = Awaited<ReturnType<typeof startWutsSimulator>>;

async function atPilotStatus() {
  const simulator: PilotStatus = await startPilotStatusSimulator();
  afterwards.push(simulator.close);
  const { apiKey, url: baseUrl } = simulator;
  const line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
  const { id } = simulator.ring();
  const call = { id, direction: 'INBOUND', peerNumber: '5511999990001' };
  const tell = (event: string, more: object = {}) =>
    post(line.webhookUrl, { event, ...call, createdAt: soon().toISOString(), ...more });
  await tell('call.ringing', { status: 'RINGING' });
  return { simulator, ...stageOf(line.key, id, { tell, texts: () => simulator.messages }) };
}

async function atWuts() {
  const wuts: Wuts = await startWutsSimulator({ honoursRejects: true });
  afterwards.push(wuts.close);
  const line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
  const { id } = wuts.ring({ from: '5511999990001' });
  const call = { call_id: id, from: '5511999990001@s.whatsapp.net' };
  const tell = (event: string, more: object = {}) =>
    post(line.webhookUrl, { event, ...call, timestamp: soon().toISOString(), ...more });
  await tell('call.offer');
  return { simulator: wuts, ...stageOf(line.key, id, { tell, texts: () => wuts.messages }) };
}

describe('a call that somebody had answered, after a request of which nobody knows what it did,', () => {
  const wanted = 'ENDED, UNKNOWN, ALREADY_OVER, text NOT_SENT ANSWERED';

  it('was not rejected at Pilot Status, however often its end is told as REJECTED', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', { is: 'reset-before-processing' }, 'always');
    await stage.reject();
    await stage.tell('call.connected', { status: 'CONNECTED' });
    await stage.tell('call.ended', { status: 'REJECTED' });
    await standsAs(stage, wanted);
    await stage.tell('call.ended', { status: 'REJECTED' });
    expect(await stage.standing()).toBe(wanted);
    expect(stage.texts()).toEqual([]);
  });

  it('was not rejected at WUTS, however often that is told', async () => {
    const stage = await atWuts();
    stage.simulator.fault('reject', { is: 'reset-before-processing' }, 'always');
    await stage.reject();
    for (const event of ['call.accept', 'call.reject', 'call.reject']) await stage.tell(event);
    await standsAs(stage, wanted);
    expect(await stage.history()).toHaveLength(6);
    expect(stage.texts()).toEqual([]);
  });
});

describe('a call that Pilot Status is asked about, because it finds the request wrong,', () => {
  const wrong = { is: 'status', status: 400, body: { error: 'Validation error' } } as const;
  const says = (status: number, body: object) => ({ is: 'status', status, body }) as const;
  const notFound = { error: 'Call not found', code: 'CALL_NOT_FOUND' };
  const rings = 'RINGING, REFUSED, text NOT_SENT NOT_REJECTED';

  it.each([
    [
      404,
      notFound,
      'ENDED (inferred), UNKNOWN, ALREADY_OVER (inferred), text NOT_SENT END_UNKNOWN',
    ],
    [404, { error: 'Not found' }, rings],
    [200, { status: 'INITIATED' }, rings],
    [200, { call: { status: 'ACCEPTED' } }, 'ANSWERED, ALREADY_OVER, text NOT_SENT ANSWERED'],
  ])('and that answers %i %j', async (status, body, wanted) => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', wrong);
    stage.simulator.fault('read', says(status, body));
    await stage.reject();
    expect(await stage.standing()).toBe(wanted);
  });

  it('and that it does not find, after a request of which nobody knows what it did, is taken for ours', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', { is: 'process-then-reset' });
    stage.simulator.fault('reject', wrong);
    stage.simulator.fault('read', says(404, notFound));
    await stage.reject();
    await standsAs(stage, 'REJECTED (inferred), REJECTED_BY_US, ACCEPTED (inferred), text SENT');
  });
});

describe('an end that does not say by whom, told while the request is under way,', () => {
  async function endsMeanwhile(
    stage: Awaited<ReturnType<typeof atPilotStatus>> | Awaited<ReturnType<typeof atWuts>>,
    event: string,
    answer: object | 'reset',
  ) {
    const told = Promise.withResolvers<void>();
    const then =
      answer === 'reset'
        ? ({ is: 'reset-before-processing' } as const)
        : ({ is: 'status', ...answer } as { is: 'status'; status: number });
    stage.simulator.fault('reject', { is: 'held', until: told.promise, then });
    const asked = stage.reject();
    await until(async () => (await stage.standing()).startsWith('REJECTING'));
    await stage.tell(event);
    told.resolve();
    await asked;
  }

  it('is our rejection if Pilot Status says that it has rejected it, in whichever order', async () => {
    const stage = await atPilotStatus();
    const body = { success: true, id: stage.id, status: 'REJECTED' };
    await endsMeanwhile(stage, 'call.missed', { status: 200, body });
    await standsAs(stage, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT');

    const other = await atPilotStatus();
    await other.reject();
    await other.tell('call.missed');
    await standsAs(other, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT');
  });

  it('is what it says if nothing was done', async () => {
    const stage = await atPilotStatus();
    await endsMeanwhile(stage, 'call.missed', { status: 429, headers: { 'retry-after': '20' } });
    await standsAs(stage, 'MISSED, UNKNOWN, ALREADY_OVER, text NOT_SENT CALLER_GONE');
  });

  it('is our rejection if WUTS says that the request went out', async () => {
    const stage = await atWuts();
    await endsMeanwhile(stage, 'call.terminate', { status: 200, body: { success: true } });
    await standsAs(stage, 'REJECTED, REJECTED_BY_US, BEST_EFFORT, text SENT');
  });

  it('is nobody’s, as far as anybody knows, if WUTS does not answer', async () => {
    const stage = await atWuts();
    await endsMeanwhile(stage, 'call.terminate', 'reset');
    await standsAs(stage, 'ENDED, UNKNOWN, ALREADY_OVER (inferred), text NOT_SENT END_UNKNOWN');
  });
});

describe('the text of a rejection that was not ours', () => {
  const patience = (seconds: string) =>
    ({ is: 'status', status: 429, headers: { 'retry-after': seconds } }) as const;

  it('is not told as that of a caller who had gone, if somebody declined the call on the phone', async () => {
    const stage = await atWuts();
    stage.simulator.fault('reject', patience('20'));
    await stage.reject();
    await stage.tell('call.reject');
    await standsAs(
      stage,
      'REJECTED, REJECTED_ELSEWHERE, ALREADY_OVER, text NOT_SENT REJECTED_ELSEWHERE',
    );
  });

  it('is END_UNKNOWN if nobody said how the call ended', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', patience('20'));
    await stage.reject();
    await stage.tell('call.ended');
    await standsAs(stage, 'ENDED, UNKNOWN, ALREADY_OVER, text NOT_SENT END_UNKNOWN');
  });

  it('is END_UNKNOWN if the call is refused after a request that may have rejected it', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', { is: 'reset-before-processing' });
    stage.simulator.fault('reject', { is: 'status', status: 401, body: { error: 'Unauthorized' } });
    await stage.reject();
    await standsAs(stage, 'RINGING, REFUSED, text NOT_SENT END_UNKNOWN');
  });

  it('follows the end of a call whose rejection had expired, and the journal tells the new reason', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', patience('600'));
    await stage.reject();
    expect(await stage.standing()).toBe('RINGING, EXPIRED, text NOT_SENT NOT_REJECTED');
    await stage.tell('call.missed');
    await standsAs(stage, 'MISSED, UNKNOWN, ALREADY_OVER, text NOT_SENT CALLER_GONE');
    expect(await stage.history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_EXPIRED by calls subgraph: RINGING, rejection EXPIRED',
      'FOLLOW_UP_NOT_SENT by calls subgraph: RINGING, rejection EXPIRED',
      'MISSED by PILOT_STATUS: MISSED, rejection ALREADY_OVER',
      'FOLLOW_UP_NOT_SENT by calls subgraph: MISSED, rejection ALREADY_OVER',
    ]);
  });
});

describe('a call that is COMPLETED, says Pilot Status,', () => {
  it.each([
    [{}, 'UNKNOWN'],
    [{ duration: 0 }, 'UNKNOWN'],
    [{ durationSeconds: 0, connectedAt: null }, 'UNKNOWN'],
    [{ duration: 5 }, 'COMPLETED'],
    [{ connectedAt: '2026-01-01T00:00:00Z' }, 'COMPLETED'],
  ])('with %j', async (more, endReason) => {
    const stage = await atPilotStatus();
    await stage.tell('call.ended', { status: 'COMPLETED', ...more });
    expect(await stage.standing()).toBe(`ENDED, ${endReason}`);
  });

  it('was, if somebody had answered it', async () => {
    const stage = await atPilotStatus();
    await stage.tell('call.connected', { status: 'CONNECTED' });
    await stage.tell('call.ended', { status: 'COMPLETED' });
    expect(await stage.standing()).toBe('ENDED, COMPLETED');
  });

  const over = (endReason: string) =>
    `ENDED, ${endReason}, ALREADY_OVER, text NOT_SENT ${endReason === 'COMPLETED' ? 'ANSWERED' : 'END_UNKNOWN'}`;

  it.each([
    ['in the answer to our request', {}, 'UNKNOWN'],
    ['in the answer to our request', { durationSeconds: 0, connectedAt: null }, 'UNKNOWN'],
    ['in the answer to our request', { durationSeconds: 40 }, 'COMPLETED'],
    ['when it is asked', {}, 'UNKNOWN'],
    ['when it is asked', { call: { status: 'COMPLETED', durationSeconds: 0 } }, 'UNKNOWN'],
    ['when it is asked', { connectedAt: '2026-01-01T00:00:00Z' }, 'COMPLETED'],
  ])('%s with %j', async (where, more, endReason) => {
    const stage = await atPilotStatus();
    const told = { success: true, id: stage.id, status: 'COMPLETED', ...more };
    const says = (status: number, body: object) => ({ is: 'status', status, body }) as const;
    if (where === 'when it is asked') {
      stage.simulator.fault('reject', says(400, { error: 'Validation error' }));
      stage.simulator.fault('read', says(200, told));
    } else {
      stage.simulator.fault('reject', says(200, told));
    }
    await stage.reject();
    await standsAs(stage, over(endReason));
    expect(stage.texts()).toEqual([]);
  });
});

describe('a yes of Pilot Status', () => {
  const yes = (body: object) => ({ is: 'status', status: 200, body }) as const;

  it('that says that the call rings is asked for again, and nobody is texted before', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', yes({ success: true, status: 'RINGING' }), 'always');
    await stage.reject();
    expect(await stage.standing()).toBe('REJECTING, SENDING, text WAITING');
    stage.simulator.clearFaults();
    await standsAs(stage, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT');
  });

  it('that nothing had confirmed was ineffective if the call was missed', async () => {
    const stage = await atPilotStatus();
    stage.simulator.fault('reject', yes({ success: true }));
    await stage.reject();
    await stage.tell('call.missed');
    expect(await stage.standing()).toMatch(/^MISSED, UNKNOWN, ACCEPTED, text S/);
    expect((await stage.history()).join()).toContain('REJECT_INEFFECTIVE');
  });

  it.each([
    ['call.connected', { status: 'CONNECTED' }, 'ANSWERED'],
    ['call.ended', { status: 'COMPLETED', duration: 40 }, 'ENDED, COMPLETED'],
  ])(
    'was ineffective, which is an alarm, if %s %j tells that somebody answered',
    async (event, more, status) => {
      const stage = await atPilotStatus();
      await stage.reject();
      await standsAs(stage, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT');
      await stage.tell(event, more);
      await standsAs(stage, `${status}, ACCEPTED, text SENT`);
      expect((await stage.history()).join()).toContain('REJECT_INEFFECTIVE');
    },
  );

  it('is followed by no text that has not left by the time somebody answers', async () => {
    const stage = await atPilotStatus();
    const then = { is: 'status', status: 429, headers: { 'retry-after': '1' } } as const;
    const told = Promise.withResolvers<void>();
    stage.simulator.fault('send', { is: 'held', until: told.promise, then });
    await stage.reject();
    await until(() => stage.simulator.requests.some(({ operation }) => operation === 'send'));
    await stage.tell('call.connected', { status: 'CONNECTED' });
    told.resolve();
    await standsAs(stage, 'ANSWERED, ACCEPTED, text NOT_SENT ANSWERED');
    expect(stage.texts()).toEqual([]);
  });

  it('stands against a word that somebody answered, if an event has confirmed it', async () => {
    const stage = await atPilotStatus();
    await stage.reject();
    await stage.tell('call.ended', { status: 'REJECTED' });
    await stage.tell('call.connected', { status: 'CONNECTED' });
    await standsAs(stage, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT');
    expect((await stage.history()).join()).not.toContain('REJECT_INEFFECTIVE');
  });
});
