import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import { createTelnyx } from '../../src/providers/telnyx/telnyx.ts';
import { startTelnyxSimulator, type TelnyxSimulator } from '../../src/simulator/telnyx/telnyx.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { listenTo } from './contract/webhook-listener.ts';

const apiKey = 'KEY_CANARY';
const phoneNumber = '+12025550131';
const accepted = { is: 'done', certainty: 'ACCEPTED' } as const;
const never = new AbortController().signal;
const keys = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(
  keys.publicKey.export({ format: 'jwk' }).x ?? '',
  'base64url',
).toString('base64');

describeProvider({
  name: 'Telnyx',
  create: createTelnyx,
  startSimulator: () => startTelnyxSimulator({ apiKey, phoneNumber }),
  accountAt: (baseUrl) => ({ baseUrl, apiKey, phoneNumber, publicKey }),
  canary: 'CANARY',
  publicFields: ['publicKey'],
  sign(body, sentAt) {
    const at = Math.floor(sentAt.getTime() / 1000);
    const signature = sign(null, Buffer.concat([Buffer.from(`${at}|`), body]), keys.privateKey);
    return {
      'telnyx-timestamp': `${at}`,
      'telnyx-signature-ed25519': signature.toString('base64'),
    };
  },
  freshForMs: 5 * 60_000,
  spellings: {
    caller: '+1-202-555-0133',
    same: ['+12025550133', '+1 (202) 555-0133', '12025550133', 'sip:+12025550133@telnyx.example'],
    others: ['+12025550134', '555-0133', '202 555 0133', 'anonymous'],
  },
  recordingsIn: new URL('./telnyx/', import.meta.url),
  // A command that comes again is ignored, and answered as the first was.
  outcomes: { rejected: accepted, rejectedAgain: accepted },
});

const http = createProviderHttp({ timeoutMs: 10_000 });
const telnyx = createTelnyx(partsWith(http));
let simulator: TelnyxSimulator;

beforeEach(async () => {
  simulator = await startTelnyxSimulator({ apiKey, phoneNumber });
});
afterEach(() => simulator.close());
afterAll(() => http.close());

function lineWith(account: AccountInput = {}): ProviderLine {
  const { url: baseUrl, publicKey: theirs } = simulator;
  const read = telnyx.readAccount({
    ...{ baseUrl, apiKey, phoneNumber, publicKey: theirs },
    ...account,
  });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return telnyx.open(read);
}

const errors = (code: string | number, title: string) => ({ errors: [{ code, title }] });
const refused = (kind: string) => ({ is: 'refused', problem: { kind } });
const gone = { is: 'already-over', inferred: true, problem: { kind: 'CALL_NOT_FOUND' } };

describe('the answers of Telnyx to a reject', () => {
  it.each<[string, number, unknown, object]>([
    ['200 as ACCEPTED, to be confirmed by call.hangup', 200, { data: { result: 'ok' } }, accepted],
    ['200 that does not say ok', 200, { data: {} }, { is: 'unknown' }],
    ['200 without data', 200, {}, { is: 'unknown' }],
    ['422 for a call that has ended', 422, errors('90018', 'Call has already ended'), gone],
    ['the same, as a number and untitled', 422, errors(90018, ''), gone],
    ['the same with 404', 404, errors('90018', 'Call has already ended'), gone],
    ['404 of no call', 404, errors('10005', 'Resource not found'), refused('BAD_REQUEST')],
    ['422 of the request', 422, errors('10032', 'Invalid value'), refused('BAD_REQUEST')],
    ['401', 401, errors('10009', 'Authentication failed'), refused('WRONG_CREDENTIALS')],
    ['403', 403, errors('10010', 'Authorization failed'), refused('NOT_ALLOWED')],
    ['500 whatever it says', 500, errors('90018', 'Call has already ended'), { is: 'unknown' }],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    const { id, peerNumber } = simulator.ring();
    expect(await lineWith().reject(callToReject(id, peerNumber), never)).toMatchObject(outcome);
  });

  it('are ALREADY_OVER to another command for a call that it had ended', async () => {
    const { id, peerNumber } = simulator.ring();
    const outcomes = [];
    for (const commandId of ['eff_1', 'eff_1', 'eff_2']) {
      outcomes.push(await lineWith().reject(callToReject(id, peerNumber, { commandId }), never));
    }
    expect(outcomes).toMatchObject([accepted, accepted, gone]);
  });
});

describe('the requests to Telnyx', () => {
  it('give the reason as a cause, and the id by which a repeat is known', async () => {
    const id = 'v3:a/b c';
    simulator.ring({ id });
    for (const reason of ['BUSY', 'DECLINED', 'UNWANTED'] as const) {
      await lineWith().reject(callToReject(id, '', { reason, commandId: `eff_${reason}` }), never);
    }
    expect(simulator.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      [expect.any(String), { cause: 'USER_BUSY', command_id: 'eff_BUSY' }],
      [expect.any(String), { cause: 'CALL_REJECTED', command_id: 'eff_DECLINED' }],
      [expect.any(String), { cause: 'CALL_REJECTED', command_id: 'eff_UNWANTED' }],
    ]);
    expect(new Set(simulator.requests.map(({ path }) => path))).toEqual(
      new Set(['/v2/calls/v3%3Aa%2Fb%20c/actions/reject']),
    );
  });

  it('text from the number of the line, to the number of the caller', async () => {
    const to = [
      { callerAtProvider: '+1-202-555-0133' },
      { callerAtProvider: 'sip:ada@example.com', phone: '+12025550134' },
      { callerAtProvider: 'anonymous' },
    ];
    const outcomes = [];
    for (const one of to) outcomes.push(await lineWith().sendText?.(one, 'Hello', never));
    expect(outcomes).toMatchObject([{ is: 'sent' }, { is: 'sent' }, refused('BAD_REQUEST')]);
    expect(simulator.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { from: phoneNumber, to: '+12025550133', text: 'Hello' },
      { from: phoneNumber, to: '+12025550134', text: 'Hello' },
    ]);
  });
});

describe('the webhooks of Telnyx', () => {
  it('tell the stories of calls, signed, twice', async () => {
    const line = lineWith();
    const heard = await listenTo(line);
    simulator.tell({ url: heard.url, copies: 2 });
    const [one, two, three] = [simulator.ring(), simulator.ring(), simulator.ring()];
    await line.reject(callToReject(one.id, one.peerNumber, { reason: 'BUSY' }), never);
    simulator.hangUp(two.id);
    simulator.answer(three.id);
    simulator.hangUp(three.id);
    simulator.write('+12025550133', 'Why?');
    await simulator.webhooks.settled();

    const twice = (id: string, ...kinds: string[]) =>
      kinds.flatMap((kind) => [
        [id, kind],
        [id, kind],
      ]);
    const told = heard.signals();
    expect(told.filter(([id]) => id === one.id)).toEqual(twice(one.id, 'ringing', 'rejected'));
    expect(told.filter(([id]) => id === two.id)).toEqual(twice(two.id, 'ringing', 'over'));
    expect(told.filter(([id]) => id === three.id)).toEqual(
      twice(three.id, 'ringing', 'answered', 'over'),
    );
    expect(heard.writers()).toEqual(['+12025550133', '+12025550133']);
    expect(new Set(heard.keys()).size).toBe(7);
  });
});

describe('the account of a line at Telnyx', () => {
  it('keeps the number in +E.164, and is at the public API unless told otherwise', () => {
    const account = { apiKey, phoneNumber: '+1 (202) 555-0131', publicKey, baseUrl: null };
    expect(telnyx.readAccount(account)).toEqual({
      apiKey,
      phoneNumber,
      publicKey,
      baseUrl: 'https://api.telnyx.com',
    });
  });

  it.each([
    [{}, ['apiKey', 'phoneNumber', 'publicKey']],
    [{ apiKey: 'CANARY key', phoneNumber, publicKey }, ['apiKey']],
    [{ apiKey, phoneNumber: '555-0131', publicKey }, ['phoneNumber']],
    [{ apiKey, phoneNumber, publicKey: 'CANARY' }, ['publicKey']],
    [{ apiKey, phoneNumber, publicKey, baseUrl: 'http://CANARY@x' }, ['baseUrl']],
  ])('%j is wrong in %j', (input, fields) => {
    const problems = telnyx.readAccount(input);
    expect(problems).toMatchObject(fields.map((field) => ({ field })));
    expect(JSON.stringify(problems)).not.toContain('CANARY');
  });
});

describe('the answers of Telnyx to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    ['the number of the line', 200, { data: [{ phone_number: phoneNumber }] }, { is: 'proven' }],
    [
      'another number',
      200,
      { data: [{ phone_number: `${phoneNumber}9` }] },
      { is: 'proven', problem: { kind: 'NOT_ALLOWED' } },
    ],
    ['no number', 200, { data: [] }, { is: 'proven', problem: { kind: 'NOT_ALLOWED' } }],
    ['no list', 200, { data: {} }, { is: 'not-told' }],
    ['404', 404, {}, { is: 'not-told' }],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('check', { is: 'status', status, body }, 'always');
    expect(await lineWith().checkCredentials?.(never)).toMatchObject(verdict);
  });
});
