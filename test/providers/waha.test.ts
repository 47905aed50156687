import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import { createWaha } from '../../src/providers/waha/waha.ts';
import { startWahaSimulator, type WahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { callToReject, partsWith, webhookRequest } from './contract/asking.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { whatsAppSpellings } from './contract/spellings.ts';

const apiKey = 'CANARY_key';
const webhookSecret = 'CANARY_secret';
const accepted = { is: 'done', certainty: 'ACCEPTED' } as const;
const plus = "The feature is available only in Plus version for 'WEBJS' engine.";
const never = new AbortController().signal;

describeProvider({
  name: 'WAHA',
  create: createWaha,
  // The engine that knows whether there is a call to reject; the others are below.
  startSimulator: () => startWahaSimulator({ apiKey, engine: 'WPP' }),
  accountAt: (baseUrl) => ({ baseUrl, apiKey, webhookSecret }),
  canary: 'CANARY',
  sign: (body) => ({
    'x-webhook-hmac': createHmac('sha512', webhookSecret).update(body).digest('hex'),
    'x-webhook-hmac-algorithm': 'sha512',
  }),
  spellings: whatsAppSpellings,
  recordingsIn: new URL('./waha/', import.meta.url),
  outcomes: {
    rejected: accepted,
    rejectedAgain: {
      is: 'already-over',
      inferred: true,
      problem: {
        kind: 'CALL_NOT_FOUND',
        message: 'WAHA no longer has this call ringing.',
        httpStatus: 500,
      },
    },
  },
});

const http = createProviderHttp({ timeoutMs: 10_000 });
const waha = createWaha(partsWith(http));
let simulator: WahaSimulator;

beforeEach(async () => {
  simulator = await startWahaSimulator({ apiKey });
});
afterEach(() => simulator.close());
afterAll(() => http.close());

function lineWith(account: AccountInput = {}): ProviderLine {
  const read = waha.readAccount({ baseUrl: simulator.url, apiKey, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return waha.open(read);
}

function reject(call: { id: string; peerNumber: string }, over = lineWith()) {
  const { id, peerNumber } = call;
  return over.reject(callToReject(id, peerNumber), never);
}

describe('the answers of WAHA to a reject', () => {
  it.each<[string, number, unknown, object]>([
    ['201 without a body as ACCEPTED, to be confirmed by call.rejected', 201, '', accepted],
    ['200 with what an engine answers', 200, { result: 'ok' }, accepted],
    ['200 with true', 200, 'true', accepted],
    ['200 with success false', 200, { success: false }, refused('BAD_REQUEST')],
    ['200 with success false for a call', 200, { success: false, error: 'Call ended' }, gone()],
    ['400 that names no call', 400, { message: 'Bad Request' }, refused('BAD_REQUEST')],
    ['400 of a call', 400, { exception: { message: 'Call already ended' } }, gone()],
    ['400 for what is missing', 400, { message: ['id is required'] }, refused('BAD_REQUEST')],
    ['404 that names no call', 404, { message: 'Not Found' }, refused('BAD_REQUEST')],
    ['404 of a call', 404, { message: ['Call', 'Call not found'] }, gone()],
    ['404 of something on the way', 404, '<html>nginx</html>', refused('BAD_REQUEST')],
    ['500 of a call, for the engine WPP throws', 500, { error: 'Call not found' }, gone()],
    [
      '404 for a session that is gone',
      404,
      { message: "We didn't find a session with name 'default'." },
      refused('NOT_CONNECTED'),
    ],
    [
      '404 of a version that cannot reject',
      404,
      { message: 'Cannot POST /api/default/calls/reject', error: 'Not Found' },
      refused('NOT_SUPPORTED'),
    ],
    ['422 for what only Plus can', 422, { error: plus }, refused('NOT_SUPPORTED')],
    ['422', 422, { error: 'Unprocessable' }, refused('BAD_REQUEST')],
    ['500', 500, { exception: { message: 'Evaluation failed' } }, { is: 'unknown' }],
    ['501', 501, { message: 'Not implemented by this engine' }, refused('NOT_SUPPORTED')],
    ['502', 502, '<html>Bad Gateway</html>', { is: 'unknown' }],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    expect(await reject(simulator.ring())).toMatchObject(outcome);
  });

  it('are ACCEPTED from engines that do not know whether the call still rings', async () => {
    const call = simulator.ring();
    simulator.hangUp(call.id);
    expect(await reject(call)).toEqual(accepted);
    expect(simulator.call(call.id)?.status).toBe('OVER');
  });

  it('tell of a session that is stopped, or of another name', async () => {
    const call = simulator.ring();
    expect(await reject(call, lineWith({ session: 'other' }))).toMatchObject(
      refused('NOT_CONNECTED'),
    );
    simulator.connect(false);
    expect(await reject(call)).toMatchObject(refused('NOT_CONNECTED'));
  });
});

describe('the requests to WAHA', () => {
  it('name the session, the call and its caller as stored', async () => {
    const call = simulator.ring({ from: '222222222222222@lid' });
    const { id, peerNumber } = call;
    expect(await reject(call)).toEqual(accepted);
    expect(await lineWith().sendText?.({ callerAtProvider: peerNumber }, 'text', never)).toEqual({
      is: 'sent',
    });
    await lineWith().blockCaller?.({ callerAtProvider: peerNumber }, never);
    expect(simulator.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      ['/api/default/calls/reject', { from: peerNumber, id }],
      ['/api/sendText', { session: 'default', chatId: peerNumber, text: 'text' }],
      ['/api/contacts/block', { contactId: peerNumber, session: 'default' }],
    ]);
  });
});

describe('the webhooks of WAHA', () => {
  it('are signed as its documentation shows', () => {
    const line = lineWith({ webhookSecret: 'my-secret-key' });
    const body = Buffer.from('{"event":"message","session":"default","engine":"WEBJS"}');
    const signature =
      '208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8' +
      '097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89';
    const readingWith = (headers: Record<string, string>) =>
      line.webhook?.(webhookRequest(body, headers));

    const named = { 'x-webhook-hmac': signature, 'x-webhook-hmac-algorithm': 'sha512' };
    // Believed, and then found to be no message.
    const believed = { is: 'malformed', because: '`message` has no `from`' };
    expect(readingWith(named)).toEqual(believed);
    expect(readingWith({ 'x-webhook-hmac': signature })).toEqual(believed);
    expect(readingWith({ ...named, 'x-webhook-hmac-algorithm': 'sha256' })).toMatchObject({
      is: 'forged',
    });
    expect(readingWith({ ...named, 'x-webhook-hmac-algorithm': 'md5' })).toMatchObject({
      is: 'forged',
    });
  });
});

describe('the account of a line at WAHA', () => {
  it('is of the session `default`, which does not reply by itself, unless told otherwise', () => {
    const baseUrl = 'http://waha:3000';
    expect(waha.readAccount({ baseUrl: `${baseUrl}/`, apiKey })).toEqual({
      baseUrl,
      apiKey,
      session: 'default',
      autoReplyOn: false,
    });
    expect(lineWith().repliesByItself).toBe(false);
    expect(lineWith({ autoReplyOn: true }).repliesByItself).toBe(true);
  });

  it.each([
    [{}, ['apiKey', 'baseUrl']],
    [{ apiKey: 'CANARY key', baseUrl: 'http://waha' }, ['apiKey']],
    [{ apiKey, baseUrl: 'http://CANARY@waha' }, ['baseUrl']],
    [{ apiKey, baseUrl: 'http://waha', session: '../CANARY' }, ['session']],
    [{ apiKey, baseUrl: 'http://waha', webhookSecret: '' }, ['webhookSecret']],
    [{ apiKey, baseUrl: 'http://waha', autoReplyOn: 'CANARY' }, ['autoReplyOn']],
  ])('%j is wrong in %j', (input, fields) => {
    const problems = waha.readAccount(input);
    expect(problems).toMatchObject(fields.map((field) => ({ field })));
    expect(JSON.stringify(problems)).not.toContain('CANARY');
  });
});

function refused(kind: string) {
  return { is: 'refused', problem: { kind } };
}

function gone() {
  return { is: 'already-over', inferred: true, problem: { kind: 'CALL_NOT_FOUND' } };
}

describe('the answers of WAHA to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    ['WORKING', 200, { name: 'default', status: 'WORKING' }, { is: 'proven' }],
    [
      'STOPPED',
      200,
      { name: 'default', status: 'STOPPED', me: null },
      { is: 'proven', problem: { kind: 'NOT_CONNECTED' } },
    ],
    ['an empty list', 200, [], { is: 'not-told' }],
    [
      'a version without the question',
      404,
      { message: 'Cannot GET /api/sessions/default' },
      { is: 'not-told' },
    ],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('check', { is: 'status', status, body }, 'always');
    expect(await lineWith({}).checkCredentials?.(never)).toMatchObject(verdict);
  });

  it('tell of a session of another name', async () => {
    const verdict = await lineWith({ session: 'other' }).checkCredentials?.(never);
    expect(verdict).toMatchObject({ is: 'refused', problem: { kind: 'NOT_CONNECTED' } });
  });
});
