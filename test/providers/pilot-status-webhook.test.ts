import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import { createPilotStatus } from '../../src/providers/pilot-status/pilot-status.ts';
import type { AccountInput, CallToReject, ProviderLine } from '../../src/providers/provider.ts';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { readingOf } from './contract/provider-contract.ts';
import { listenTo } from './contract/webhook-listener.ts';
import { afterwards } from './outgoing/loopback.ts';

const webhookSecret = 'whsec_of_the_line';
let simulator: PilotStatusSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startPilotStatusSimulator();
  afterwards(() => simulator.close());
  line = openLine({});
});

function openLine(more: AccountInput): ProviderLine {
  const http = createProviderHttp();
  afterwards(() => http.close());
  const provider = createPilotStatus(partsWith(http));
  const { url: baseUrl, apiKey } = simulator;
  const account = provider.readAccount({ baseUrl, apiKey, ...more });
  if (Array.isArray(account)) throw new Error(JSON.stringify(account));
  return provider.open(account);
}

function callNamed(id: string): CallToReject {
  return callToReject(id, '5511999999999');
}

describe('the webhooks of Pilot Status', () => {
  it('are believed without a signature when the line has no secret', () => {
    const body = Buffer.from('{"event":"call.missed","id":"call_1"}');
    expect(readingOf(line, { body, headers: {} })).toMatchObject({ is: 'read' });
  });

  it('are malformed when a ringing call has no id that could be stored', () => {
    for (const id of [undefined, '', null, {}, 'x'.repeat(300), 'a\u0000b', '\ud800']) {
      const body = Buffer.from(JSON.stringify({ event: 'call.ringing', id }));
      expect(readingOf(line, { body, headers: {} })).toEqual({
        is: 'malformed',
        because: '`call.ringing` names no call',
      });
    }
  });

  it('never throw, whatever comes', () => {
    const names = fc.constantFrom('call.ringing', 'call.ended', 'calls', 'message.received', 'x');
    const fields = fc.constantFrom('id', 'callId', 'from', 'createdAt', 'status', 'entry', 'data');
    const body = fc.dictionary(fields, fc.jsonValue());
    fc.assert(
      fc.property(names, body, body, (event, flat, data) => {
        for (const payload of [flat, { event, ...flat }, { event, ...flat, data }]) {
          const bytes = Buffer.from(JSON.stringify(payload));
          expect(readingOf(line, { body: bytes, headers: {} }).is).toMatch(/^(read|malformed)$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tell the story of a call, signed, in order', async () => {
    const secured = openLine({ webhookSecret });
    const heard = await listenTo(secured);
    simulator.tell({ url: heard.url, secret: webhookSecret, copies: 2 });

    const { id, externalCallId } = simulator.ring({ from: '5511999999999' });
    await secured.reject(callNamed(externalCallId), new AbortController().signal);
    await simulator.webhooks.settled();

    expect(heard.signals()).toEqual([
      [id, 'ringing'],
      [id, 'ringing'],
      [id, 'rejected'],
      [id, 'rejected'],
    ]);
    expect(new Set(heard.keys()).size).toBe(2);
  });

  it('come in reverse, and again after a failure, when the simulator is told so', async () => {
    const heard = await listenTo(line, 1);
    simulator.tell({ url: heard.url });
    simulator.webhooks.hold();
    const { id } = simulator.ring();
    simulator.answer(id);
    simulator.hangUp(id);
    simulator.webhooks.release('reversed');
    await simulator.webhooks.settled();

    expect(heard.signals().map(([, kind]) => kind)).toEqual(['ended', 'answered', 'ringing']);
    expect(simulator.webhooks.deliveries.map(({ status }) => status)).toEqual([500, 200, 200, 200]);
  });
});
