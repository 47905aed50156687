import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import { newId } from '../../src/call/ids.ts';
import { firstSignal, type NewCall } from '../../src/call/lifecycle/first-signal.ts';
import { nextStatus } from '../../src/call/lifecycle/next-status.ts';
import { type ReceiveContext, receiveSignal } from '../../src/call/lifecycle/receive-signal.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import { createWuts } from '../../src/providers/wuts/wuts.ts';
import { startWutsSimulator, type WutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { readingOf } from './contract/provider-contract.ts';
import { listenTo } from './contract/webhook-listener.ts';
import { afterwards } from './outgoing/loopback.ts';

const webhookSecret = 'whsec_of_the_line';
let simulator: WutsSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startWutsSimulator({ honoursRejects: true });
  afterwards(() => simulator.close());
  line = openLine({});
});

function openLine(more: AccountInput): ProviderLine {
  const http = createProviderHttp();
  afterwards(() => http.close());
  const provider = createWuts(partsWith(http));
  const { url: baseUrl, token } = simulator;
  const account = provider.readAccount({ baseUrl, token, ...more });
  if (Array.isArray(account)) throw new Error(JSON.stringify(account));
  return provider.open(account);
}

function deliver(payload: object, headers = {}, to = line) {
  return readingOf(to, { body: Buffer.from(JSON.stringify(payload)), headers });
}

describe('the webhooks of WUTS', () => {
  it('are believed without a signature when the line has no secret', () => {
    expect(deliver({ event: 'call.offer', call_id: 'x' })).toMatchObject({ is: 'read' });
  });

  it('are signed in the header that the line names', () => {
    const payload = { event: 'call.offer', call_id: 'x' };
    const hex = createHmac('sha256', webhookSecret).update(JSON.stringify(payload)).digest('hex');
    const own = openLine({ webhookSecret, webhookSignatureHeader: 'X-Wuts-Proof' });
    expect(deliver(payload, { 'x-wuts-proof': hex }, own)).toMatchObject({ is: 'read' });
    expect(deliver(payload, { 'x-webhook-signature': hex }, own)).toEqual({
      is: 'forged',
      because: 'the signature is missing',
    });
  });

  it.each(['call_id', 'callId', 'CallID', 'call-id', 'id'])('name a call by %s', (name) => {
    for (const wrapper of ['data', 'payload', 'event', 'call', 'BasicCallMeta']) {
      const wrapped = { type: 'call.offer', id: 'of-the-event', [wrapper]: { [name]: '3EB0' } };
      const flat = { event: 'call.offer', [name]: '3EB0' };
      for (const payload of [wrapped, flat, { data: wrapped }]) {
        expect(deliver(payload)).toMatchObject({ signals: [{ providerCallId: '3EB0' }] });
      }
    }
  });

  it.each(['from', 'From', 'call_creator', 'CallCreator'])('name a caller by %s', (name) => {
    const payload = { event: 'call.offer', data: { call_id: 'x', [name]: '5511999999999:3@c.us' } };
    expect(deliver(payload)).toMatchObject({
      signals: [
        { caller: { atProvider: '5511999999999:3@c.us', addresses: ['phone:+5511999999999'] } },
      ],
    });
  });

  it.each(['call.offer', 'call.accept', 'call.reject', 'call.terminate'])(
    'are malformed when a %s has no id that could be stored',
    (event) => {
      for (const call_id of [undefined, '', null, {}, 'x'.repeat(300), 'a\u0000b', '\ud800']) {
        expect(deliver({ event, data: { call_id } })).toEqual({
          is: 'malformed',
          because: `\`${event}\` names no call`,
        });
      }
    },
  );

  it('never throw, whatever comes', () => {
    const names = fc.constantFrom('call.offer', 'call.terminate', 'message.received', 'x');
    const fields = ['id', 'CallID', 'from', 'timestamp', 'Reason', 'data', 'Info', '__proto__'];
    const body = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(names, body, body, (event, flat, data) => {
        for (const payload of [flat, { event, ...flat }, { event, ...flat, data }]) {
          expect(deliver(payload).is).toMatch(/^(read|malformed)$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tell the story of a call, signed, twice', async () => {
    const secured = openLine({ webhookSecret });
    const heard = await listenTo(secured);
    simulator.tell({ url: heard.url, secret: webhookSecret, copies: 2 });

    const { id, peerNumber } = simulator.ring({ from: '5511999999999' });
    const call = callToReject(id, peerNumber);
    await secured.reject(call, new AbortController().signal);
    simulator.write('5511999999999', 'Why?');
    await simulator.webhooks.settled();

    expect(heard.signals()).toEqual([
      [id, 'ringing'],
      [id, 'ringing'],
      [id, 'rejected'],
      [id, 'rejected'],
    ]);
    expect(new Set(heard.keys()).size).toBe(2);
    expect(heard.writers()).toEqual([peerNumber, peerNumber]);
  });
});

const receiving: ReceiveContext = {
  now: new Date(),
  provider: { kind: 'PROVIDER', name: 'WUTS' },
  textEffectId: newId('eff'),
};
const fresh: NewCall = {
  tenantId: newId('ten'),
  lineId: newId('line'),
  callId: newId('call'),
  callerId: newId('clr'),
  ringLimitMs: 45_000,
};

describe('the end of a call at WUTS', () => {
  it.each([
    ['rang', [], '', 'MISSED UNKNOWN'],
    ['rang for too long', [], 'timeout', 'MISSED RANG_OUT'],
    ['was answered', ['call.accept'], '', 'ENDED COMPLETED'],
    ['was answered, and the connection broke', ['call.accept'], 'timeout', 'ENDED COMPLETED'],
    ['was declined', ['call.reject'], '', 'REJECTED REJECTED_ELSEWHERE'],
    ['nobody heard of before', null, '', 'MISSED UNKNOWN'],
    ['was answered elsewhere', [], 'accepted_elsewhere', 'ANSWERED'],
  ])('of one that %s', (_what, between, reason, end) => {
    const story = between === null ? [] : ['call.offer', ...between];
    expect(lived([...story, 'call.terminate'], reason)).toBe(end);
  });

  it('is no return to a queue when it comes while we reject', () => {
    const reading = deliver({ event: 'call.terminate', data: { CallID: 'x' } });
    const [signal] = reading.is === 'read' ? reading.signals : [];
    if (!signal) throw new Error('The end of a call was not read.');
    const ringing = firstSignal({ ...signal, kind: { is: 'ringing' } }, fresh, receiving).call;
    expect(nextStatus({ ...ringing, status: 'REJECTING' }, signal.kind, 'may-have-acted')).toEqual({
      is: 'becomes',
      status: 'ENDED',
      endReason: 'UNKNOWN',
      byWhom: 'unknown',
    });
  });
});

/** What becomes of a call in the core when these events come. */
function lived(events: readonly string[], Reason: string): string {
  const readings = events.map((event) => deliver({ event, data: { CallID: 'x', Reason } }));
  const signals = readings.flatMap((reading) => (reading.is === 'read' ? reading.signals : []));
  let call: Call | undefined;
  for (const signal of signals) {
    const change = call
      ? receiveSignal(call, signal, 'no-effect', receiving)
      : firstSignal(signal, fresh, receiving);
    call = change.call;
  }
  return [call?.status, call?.endReason].filter(Boolean).join(' ');
}
