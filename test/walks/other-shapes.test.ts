import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

interface Scripted {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string | string[]>;
}

const json = (status: number, body: unknown, headers = {}): Scripted => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const plain = (status: number, body: string, type = 'text/plain'): Scripted => ({
  status,
  body,
  headers: { 'content-type': type },
});

let t: TestApp;
let aheadMs = 0;
let server: Server;
/** Answers to come to requests to reject, and the one to a request for the call; without them, 500 without a body. */
let answers: Scripted[] = [];
let state: Scripted | undefined;
const lines: Record<string, TestLine> = {};
let baseUrl = '';

beforeAll(async () => {
  // Long, so that a busy machine makes no second attempt.
  const timing = { attemptTimeoutMs: 20_000, leaseMs: 60_000 };
  t = await startTestApp({ now: () => new Date(Date.now() + aheadMs), ...timing });
  server = createServer((request, response) => {
    request.resume();
    const next = request.method === 'GET' ? state : answers.shift();
    const { status, body, headers } = next ?? { status: 500, body: '' };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  lines.PS = await addLine(t, { pilotStatus: { apiKey: 'ps_1', baseUrl } });
  lines.Wawp = await addLine(t, { wawp: { instanceId: '1', accessToken: 'a', baseUrl } });
  const token = 'cafecafe-cafe-4afe-8afe-cafecafecafe';
  lines.WUTS = await addLine(t, { wuts: { token, baseUrl } });
});
afterAll(async () => {
  server.close();
  await t.stop();
});
beforeEach(() => {
  answers = [];
  state = undefined;
  aheadMs = 0;
});

interface Standing {
  status: string;
  endReason: string | null;
  inferred: boolean;
  rejection: { state: string; inferred: boolean } | null;
}

async function standingOf({ key }: TestLine, id: string): Promise<string> {
  const query = `query ($id: ID!) { call(id: $id) { status endReason inferred rejection { state inferred } } }`;
  const { call } = await get<{ call: Standing | null }>(t.url, key, query, { id });
  const inferred = (is?: boolean) => (is ? ' (inferred)' : '');
  const { rejection } = call ?? {};
  const state = rejection && rejection.state + inferred(rejection.inferred);
  const status = call ? call.status + inferred(call.inferred) : 'unknown';
  return [status, call?.endReason, state].filter(Boolean).join(', ');
}

async function reject({ key }: TestLine, id: string): Promise<string> {
  const mutation = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;
  const answer = await get<{ rejectCall: { __typename: string } }>(t.url, key, mutation, { id });
  return answer.rejectCall.__typename;
}

let calls = 0;
const line = (name: string): TestLine => lines[name] as TestLine;

/** A provider's event about this call, in its own words. */
type Event = (id: string) => object;

const ps = (event: string, more: object = {}): Event => {
  return (id) => ({ event, id, direction: 'INBOUND', peerNumber: '5511987654321', ...more });
};
const wawp = (event: string, more: object = {}): Event => {
  const payload = (id: string) => ({ id, from: '5511987654321@c.us', ...more });
  return (id) => ({ id: `evt_${event}_${id}`, event, timestamp: Date.now(), payload: payload(id) });
};
const wuts = (type: string, more: object = {}): Event => {
  return (id) => ({ type, event: { CallID: id, From: '5511987654321@s.whatsapp.net', ...more } });
};

describe('an event in another shape', () => {
  it.each<[string, string, Event[], string]>([
    ['PS', 'in upper case', [ps('CALL.RINGING')], 'RINGING'],
    ['PS', 'with nulls', [ps('call.ringing', { peerNumber: null, createdAt: null })], 'RINGING'],
    ['PS', 'without a status', [ps('call.ended', { status: null })], 'ENDED, UNKNOWN'],
    [
      'PS',
      'of an end in lower case',
      [ps('call.ended', { status: 'rejected' })],
      'REJECTED, REJECTED_ELSEWHERE',
    ],
    [
      'PS',
      'with a duration of nothing',
      [ps('call.ended', { status: 'COMPLETED', duration: 0 })],
      'ENDED, UNKNOWN',
    ],
    [
      'PS',
      'with a duration by the clock',
      [ps('call.ended', { status: 'COMPLETED', duration: '00:00:12' })],
      'ENDED, COMPLETED',
    ],
    [
      'PS',
      'that has its duration only the second time',
      [
        ps('call.ended', { status: 'COMPLETED' }),
        ps('call.ended', { status: 'COMPLETED', durationSeconds: 12 }),
      ],
      'ENDED, COMPLETED',
    ],
    [
      'PS',
      'that was missed and is then repeated as completed',
      [ps('call.missed'), ps('call.ended', { status: 'COMPLETED', duration: 5 })],
      'MISSED, UNKNOWN',
    ],
    ['Wawp', 'in upper case', [wawp('CALL.RECEIVED')], 'RINGING'],
    [
      'Wawp',
      'in upper case, of its end',
      [wawp('call.received'), wawp('Call.Rejected')],
      'ENDED, UNKNOWN',
    ],
    ['Wawp', 'without a caller', [wawp('call.received', { from: null })], 'RINGING'],
    ['Wawp', 'with an empty caller', [wawp('call.received', { from: '' })], 'RINGING'],
    [
      'Wawp',
      'that it was answered, twice',
      [wawp('call.accepted'), wawp('CALL.ACCEPTED')],
      'ANSWERED',
    ],
    ['WUTS', 'in upper case', [wuts('CALL.OFFER')], 'RINGING'],
    [
      'WUTS',
      'that was delivered late, in words',
      [wuts('call.offer', { Offline: 'true' })],
      'RINGING',
    ],
    [
      'WUTS',
      'with a reason in upper case',
      [wuts('call.offer'), wuts('call.terminate', { Reason: 'TIMEOUT' })],
      'MISSED, RANG_OUT',
    ],
  ])('%s: %s', async (name, _shape, events, wanted) => {
    const id = `call_${++calls}`;
    for (const event of events) await postEvent(line(name).webhookUrl, event(id));
    expect(await standingOf(line(name), id)).toBe(wanted);
  });
});

const ringing: Record<string, Event> = {
  PS: ps('call.ringing'),
  Wawp: wawp('call.received'),
  WUTS: wuts('call.offer'),
};

describe('an answer in another shape', () => {
  const granted = json(200, { success: true, status: 'REJECTED' });
  it.each<[string, string, Scripted[], string, string]>([
    [
      'PS',
      'in lower case',
      [json(200, { success: true, status: 'rejected' })],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, CONFIRMED',
    ],
    [
      'PS',
      'with nulls',
      [json(200, { success: true, id: null, status: null })],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, ACCEPTED',
    ],
    [
      'PS',
      'under `data`',
      [json(200, { data: { success: true, status: 'REJECTED' } })],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, CONFIRMED',
    ],
    [
      'PS',
      'without a body, and then in full',
      [plain(200, ''), granted],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, CONFIRMED',
    ],
    [
      'PS',
      'that is a list, and then in full',
      [json(200, []), granted],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, CONFIRMED',
    ],
    [
      'PS',
      'that is null, and then in full',
      [json(200, null), granted],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, CONFIRMED',
    ],
    [
      'PS',
      'of an error in words alone',
      [plain(400, 'Validation error')],
      'CallRejectionRefused',
      'RINGING, REFUSED',
    ],
    [
      'PS',
      'of an error in HTML',
      [plain(404, '<h1>Not Found</h1>', 'text/html')],
      'CallRejectionRefused',
      'RINGING, REFUSED',
    ],
    [
      'PS',
      'with a long wait and a short one',
      [json(429, { error: 'Too many requests' }, { 'retry-after': '3600, 5' })],
      'CallStillRinging',
      'RINGING, EXPIRED',
    ],
    [
      'Wawp',
      'with a body of nothing',
      [plain(404, '')],
      'CallRejectionRefused',
      'RINGING, REFUSED',
    ],
    [
      'Wawp',
      'of a session that is gone, in XML',
      [plain(404, '<error>Session Does Not Exist</error>', 'application/xml')],
      'CallRejectionRefused',
      'RINGING, REFUSED',
    ],
    [
      'Wawp',
      'in capitals',
      [json(404, { MESSAGE: 'CALL NOT FOUND' })],
      'CallRejected',
      'ENDED (inferred), UNKNOWN, ALREADY_OVER (inferred)',
    ],
    [
      'Wawp',
      'that yields nothing, and then yes',
      [json(200, {}), json(200, { success: true })],
      'CallRejected',
      'REJECTED, REJECTED_BY_US, ACCEPTED',
    ],
    [
      'WUTS',
      'without a body, and then no such call',
      [plain(502, ''), json(404, { error: 'call not found' })],
      'CallRejected',
      'REJECTED (inferred), REJECTED_BY_US, BEST_EFFORT (inferred)',
    ],
  ])('%s: %s', async (name, _shape, script, type, wanted) => {
    const id = `call_${++calls}`;
    const event = ringing[name] as Event;
    await postEvent(line(name).webhookUrl, event(id));
    answers = script;
    const answered = await reject(line(name), id);
    const isAsWanted = async () => (await standingOf(line(name), id)) === wanted;
    await until(isAsWanted).catch(() => {});
    expect([answered, await standingOf(line(name), id)]).toEqual([type, wanted]);
  });
});

describe('a call whose rejection was never answered, asked about at the ring limit,', () => {
  it.each<[string, Scripted | undefined, string]>([
    ['that was rejected', json(200, { status: 'REJECTED' }), 'REJECTED, REJECTED_BY_US, CONFIRMED'],
    ['that was answered', json(200, { call: { status: 'accepted' } }), 'ANSWERED, ALREADY_OVER'],
    ['that rings', json(200, { status: 'RINGING' }), 'RINGING, EXPIRED'],
    ['of which nothing is told', undefined, 'ENDED (inferred), UNKNOWN, EXPIRED'],
  ])('%s', async (_what, told, wanted) => {
    const id = `call_${++calls}`;
    // A line of its own, because the circuit breaker of a line opens after many requests without an answer.
    const asked = await addLine(t, { pilotStatus: { apiKey: `ps_${id}`, baseUrl } });
    await postEvent(asked.webhookUrl, ps('call.ringing')(id));
    await reject(asked, id);
    state = told;
    aheadMs = 46_000;
    const isAsWanted = async () => (await standingOf(asked, id)) === wanted;
    await until(isAsWanted).catch(() => {});
    expect(await standingOf(asked, id)).toBe(wanted);
  });
});
