import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import { createWuts } from '../../src/providers/wuts/wuts.ts';
import { startWutsSimulator, type WutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { whatsAppSpellings } from './contract/spellings.ts';

const token = 'ca9a41e0-0f5e-4c1d-8b7a-6c616e617279';
const webhookSecret = `whsec_${token}`;
const bestEffort = { is: 'done', certainty: 'BEST_EFFORT' } as const;
const from = '5511999999999@s.whatsapp.net';
const never = new AbortController().signal;

describeProvider({
  name: 'WUTS',
  create: createWuts,
  startSimulator: () => startWutsSimulator({ token }),
  accountAt: (baseUrl) => ({ baseUrl, token, webhookSecret }),
  canary: token,
  sign: signed,
  spellings: whatsAppSpellings,
  recordingsIn: new URL('./wuts/', import.meta.url),
  outcomes: { rejected: bestEffort, rejectedAgain: bestEffort },
});

function signed(body: Buffer): Record<string, string> {
  const hex = createHmac('sha256', webhookSecret).update(body).digest('hex');
  return { 'x-webhook-signature': hex };
}

const http = createProviderHttp({ timeoutMs: 10_000 });
const wuts = createWuts(partsWith(http));
let simulator: WutsSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startWutsSimulator({ token, autoReply: 'We text only.' });
  line = lineWith({});
});
afterEach(() => simulator.close());
afterAll(() => http.close());

function lineWith(account: AccountInput): ProviderLine {
  const read = wuts.readAccount({ baseUrl: simulator.url, token, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return wuts.open(read);
}

function reject(id: string, over = line) {
  return over.reject(callToReject(id, from), never);
}

function envelope(error_code: string) {
  return { success: false, error: 'failed', error_code, timestamp: '2026-06-15T12:00:00Z' };
}

describe('the answers of WUTS to a reject', () => {
  it.each([
    ['200 as REJECTED, BEST_EFFORT', 200, { success: true }, bestEffort],
    ['201 alike', 201, { success: true }, bestEffort],
    ['200 with success false', 200, { success: false }, refused('BAD_REQUEST')],
    ['200 with an empty object', 200, {}, { is: 'unknown' }],
    ['400 VALIDATION_ERROR', 400, envelope('VALIDATION_ERROR'), refused('BAD_REQUEST')],
    ['400 DEVICE_NOT_READY', 400, envelope('DEVICE_NOT_READY'), refused('NOT_CONNECTED')],
    ['503 DEVICE_NOT_READY', 503, envelope('DEVICE_NOT_READY'), refused('NOT_CONNECTED')],
    ['200 DEVICE_NOT_READY', 200, envelope('DEVICE_NOT_READY'), refused('NOT_CONNECTED')],
    ['401 in short', 401, { success: false, error: 'Invalid token' }, refused('WRONG_CREDENTIALS')],
    ['404 that names no call', 404, envelope('NOT_FOUND'), lookAt(404)],
    ['404 without a word', 404, '', lookAt(404)],
    ['404 of something on the way', 404, '<html>nginx</html>', refused('BAD_REQUEST')],
    ['404 of a call', 404, { success: false, error: 'call not found' }, over()],
    ['404 of a call, as a code', 404, envelope('CALL_NOT_FOUND'), over()],
    ['404 of a call, in Portuguese', 404, { error: 'chamada já encerrada' }, over()],
    ['400 of a call', 400, validation('call_id', 'call not found'), over()],
    ['400 of a call that its field names', 400, validation('call_id', 'not found'), over()],
    ['400 of a caller', 400, validation('from', 'not found'), refused('BAD_REQUEST')],
    ['409 that names no call', 409, envelope('CONFLICT'), lookAt(409)],
    ['409 of a call', 409, { error: 'Call is not ringing' }, over()],
    ['a code never seen', 400, envelope('MOON_PHASE'), refused('BAD_REQUEST')],
    ['408', 408, {}, { is: 'unknown' }],
    ['504', 504, {}, { is: 'unknown', problem: { kind: 'UNAVAILABLE' } }],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    expect(await reject(simulator.ring().id)).toMatchObject(outcome);
  });

  it('never claims that a call was rejected that rings on', async () => {
    const { id } = simulator.ring();
    expect(await reject(id)).toEqual(bestEffort);
    expect(simulator.call(id)?.status).toBe('RINGING');
    expect(simulator.autoReplies).toHaveLength(1);
  });

  it('answers NOT_CONNECTED while the number is not linked', async () => {
    const { id } = simulator.ring();
    simulator.connect(false);
    expect(await reject(id)).toEqual({
      is: 'refused',
      problem: {
        kind: 'NOT_CONNECTED',
        message: 'WUTS has lost this number (DEVICE_NOT_READY).',
        httpStatus: 400,
      },
    });
  });

  it('answers WRONG_CREDENTIALS to the token of somebody else', async () => {
    const other = lineWith({ token: '00000000-0000-4000-8000-000000000000' });
    expect(await reject(simulator.ring().id, other)).toMatchObject(refused('WRONG_CREDENTIALS'));
  });
});

describe('the requests to WUTS', () => {
  it.each([
    ['88112233445566:7@lid', '88112233445566@lid'],
    ['88112233445566@LID', '88112233445566@lid'],
    ['5511999999999:12@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
    ['5511999999999.0:12@c.us', '5511999999999@s.whatsapp.net'],
    ['+5511999999999', '5511999999999@s.whatsapp.net'],
    ['120363000000000000@g.us', '120363000000000000@g.us'],
  ])('name the caller %j as the document does: %j', async (callerAtProvider, from) => {
    const providerCallId = simulator.ring({ from: callerAtProvider }).id;
    expect(await line.reject(callToReject(providerCallId, callerAtProvider), never)).toEqual(
      bestEffort,
    );
    await line.blockCaller?.({ callerAtProvider }, never);
    const [reject, block] = simulator.requests.map(({ body }) => JSON.parse(body));
    expect(reject).toEqual({ call_id: providerCallId, from });
    if (callerAtProvider.includes('@')) expect(block).toEqual({ jid: from });
  });

  it('say which fields WUTS finds wrong, and none of its longer words', async () => {
    const body = {
      ...envelope('VALIDATION_ERROR'),
      validation: [
        { field: 'call_id', message: 'must be a UUID', value: token },
        { field: 'from', message: `Bearer ${token} of 5511999999999 is no JID`, value: from },
        { field: token, message: 'x' },
        { field: 'text', message: 'y'.repeat(500) },
      ],
    };
    simulator.fault('reject', { is: 'status', status: 400, body });
    expect(await reject(simulator.ring().id)).toEqual({
      is: 'refused',
      problem: {
        kind: 'BAD_REQUEST',
        message:
          'WUTS finds the request wrong (VALIDATION_ERROR; call_id: must be a UUID; from: Bearer … of … is no JID).',
        httpStatus: 400,
      },
    });
  });

  it('take any spelling of a phone for its owner, and a LID for nobody else', () => {
    const spellings = ['+5511999999999', '5511999999999', '5511999999999@c.us', '1@lid', ''];
    expect(spellings.filter((given) => line.isCaller?.(given, from))).toEqual(
      spellings.slice(0, 3),
    );
  });

  it('are not made for a caller that nothing names', async () => {
    const nobody = { callerAtProvider: '' };
    const call = callToReject(simulator.ring().id, '');
    const outcomes = [
      await line.reject(call, never),
      await line.sendText?.(nobody, 'text', never),
      await line.blockCaller?.(nobody, never),
      await line.unblockCaller?.(nobody, never),
    ];
    expect(outcomes).toMatchObject(outcomes.map(() => refused('BAD_REQUEST')));
    expect(simulator.requests).toEqual([]);
  });

  it('text at once, to the digits of a phone, and not to a LID', async () => {
    await line.sendText?.({ callerAtProvider: '5511999999999:12@s.whatsapp.net' }, 'one', never);
    await line.sendText?.({ callerAtProvider: '1@lid', phone: '+5511888888888' }, 'two', never);
    expect(
      await line.sendText?.({ callerAtProvider: '88112233445566@lid' }, '-', never),
    ).toMatchObject(refused('BAD_REQUEST'));
    const atOnce = { delay: 0, typingDuration: 0 };
    expect(simulator.messages).toEqual([
      { to: '5511999999999', text: 'one', ...atOnce },
      { to: '5511888888888', text: 'two', ...atOnce },
    ]);
  });

  it('block a JID as it came, and a number by its digits', async () => {
    await line.blockCaller?.({ callerAtProvider: '88112233445566@lid' }, never);
    await line.blockCaller?.({ callerAtProvider: '+55 11', phone: '+5511888888888' }, never);
    expect([...simulator.blocked]).toEqual(['88112233445566@lid', '5511888888888']);
  });

  it.each([
    [503, {}, { is: 'unknown' }],
    [400, envelope('VALIDATION_ERROR'), refused('BAD_REQUEST')],
    [400, envelope('DEVICE_NOT_READY'), refused('NOT_CONNECTED')],
    [200, { success: false }, refused('BAD_REQUEST')],
    [200, {}, { is: 'unknown' }],
  ])('a text or a block answered with %i %j', async (status, body, outcome) => {
    const to = { callerAtProvider: from };
    simulator.fault('send', { is: 'status', status, body });
    simulator.fault('block', { is: 'status', status, body });
    expect(await line.sendText?.(to, 'text', never)).toMatchObject(outcome);
    expect(await line.blockCaller?.(to, never)).toMatchObject(outcome);
  });
});

describe('the account of a line at WUTS', () => {
  it('has defaults for all but the token', () => {
    expect(wuts.readAccount({ token })).toEqual({
      baseUrl: 'https://api.wuts.com.br',
      token,
      webhookSignatureHeader: 'x-webhook-signature',
      autoReplyOn: false,
    });
    const told = { baseUrl: 'http://gateway:8080/wuts/', webhookSecret, autoReplyOn: true };
    expect(wuts.readAccount({ token, webhookSignatureHeader: 'X-Hub-Sig', ...told })).toEqual({
      ...told,
      baseUrl: 'http://gateway:8080/wuts',
      token,
      webhookSignatureHeader: 'x-hub-sig',
    });
  });

  it('tells whether WUTS texts rejected callers by itself', () => {
    expect(lineWith({}).repliesByItself).toBe(false);
    expect(lineWith({ autoReplyOn: true }).repliesByItself).toBe(true);
  });

  it.each([
    [{}, ['token']],
    [{ token: 'CANARY' }, ['token']],
    [{ token: `${token}\r\nx: y` }, ['token']],
    [{ token: token.replace('-4', '-1') }, ['token']],
    [{ token, webhookSecret: '' }, ['webhookSecret']],
    [{ token, webhookSignatureHeader: 'a: CANARY' }, ['webhookSignatureHeader']],
    [{ token, autoReplyOn: 'CANARY' }, ['autoReplyOn']],
    [{ token, baseUrl: 'https://user:CANARY@host' }, ['baseUrl']],
    [
      { webhookSecret: 1, baseUrl: '', autoReplyOn: 1 },
      ['token', 'webhookSecret', 'autoReplyOn', 'baseUrl'],
    ],
  ])('%j is wrong in %j', (input, fields) => {
    const problems = wuts.readAccount(input);
    expect(problems).toMatchObject(fields.map((field) => ({ field })));
    expect(JSON.stringify(problems)).not.toMatch(/CANARY|ca9a41e0/);
  });
});

function refused(kind: string) {
  return { is: 'refused', problem: { kind } };
}

function validation(field: string, message: string) {
  return { ...envelope('VALIDATION_ERROR'), validation: [{ field, message, value: null }] };
}

/** Refused, with what is to be looked at: it names no call. */
function lookAt(httpStatus: number) {
  const what = httpStatus === 404 ? 'did not find what was asked for' : 'finds the request wrong';
  const message = `WUTS ${what}: check baseUrl, token and the caller's address.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message, httpStatus } };
}

function over() {
  return { is: 'already-over', inferred: true, problem: { kind: 'CALL_NOT_FOUND' } };
}

describe('the answers of WUTS to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    [
      'a device that is connected',
      200,
      { success: true, data: { connected: true } },
      { is: 'proven' },
    ],
    ['nothing about the device', 200, { success: true }, { is: 'proven' }],
    [
      'a device that is not connected',
      200,
      { success: true, data: { connected: false } },
      { is: 'proven', problem: { kind: 'NOT_CONNECTED' } },
    ],
    [
      'a device that is not logged in',
      200,
      { success: true, data: { connected: true, is_logged_in: false } },
      { is: 'proven', problem: { kind: 'NOT_CONNECTED' } },
    ],
    ['success false', 200, { success: false, data: { connected: true } }, { is: 'not-told' }],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('check', { is: 'status', status, body }, 'always');
    expect(await line.checkCredentials?.(never)).toMatchObject(verdict);
  });
});
