import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import { createPilotStatus } from '../../src/providers/pilot-status/pilot-status.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { problems } from '../../src/simulator/pilot-status/pilot-status-api.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { whatsAppSpellings } from './contract/spellings.ts';

const apiKey = 'ps_CANARY_of_the_number';
const tenantKey = 'ps_CANARY_of_the_tenant';
const webhookSecret = 'whsec_CANARY';
const done = { is: 'done', certainty: 'CONFIRMED' } as const;
const never = new AbortController().signal;

describeProvider({
  name: 'Pilot Status',
  create: createPilotStatus,
  startSimulator: () => startPilotStatusSimulator({ apiKey }),
  accountAt: (baseUrl) => ({ baseUrl, apiKey, webhookSecret }),
  canary: 'CANARY',
  sign: signed,
  spellings: whatsAppSpellings,
  recordingsIn: new URL('./pilot-status/', import.meta.url),
  outcomes: { rejected: done, rejectedAgain: done },
});

function signed(body: Buffer): Record<string, string> {
  const hex = createHmac('sha256', webhookSecret).update(body).digest('hex');
  return { 'x-pilot-status-signature': `sha256=${hex}` };
}

const http = createProviderHttp({ timeoutMs: 10_000 });
const pilotStatus = createPilotStatus(partsWith(http));
let simulator: PilotStatusSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startPilotStatusSimulator({ apiKey, apiKeyId: 'key_1', tenantKey });
  line = lineWith({ apiKey });
});
afterEach(() => simulator.close());
afterAll(() => http.close());

function lineWith(account: AccountInput): ProviderLine {
  const read = pilotStatus.readAccount({ baseUrl: simulator.url, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return pilotStatus.open(read);
}

function reject(id: string, over = line) {
  const call = callToReject(id, '5511999999999');
  return over.reject(call, never);
}

const goneError = 'The call is no longer ringing';
const rejectedAs = (id: string) => ({ success: true, id, status: 'REJECTED' });
const routeNotFound = {
  statusCode: 404,
  error: 'Not Found',
  message: 'Route POST:/v1/calls/call_01HZX/reject not found',
};

describe('the answers of Pilot Status to a reject', () => {
  it.each([
    ['200 with status REJECTED', 200, { success: true, status: 'REJECTED' }, done],
    ['200 without the status', 200, { success: true }, { is: 'done', certainty: 'ACCEPTED' }],
    ['200 with success false', 200, { success: false }, refused('BAD_REQUEST')],
    ['200 with a call over', 200, { success: true, status: 'COMPLETED' }, over(false)],
    ['200 with an empty object', 200, {}, { is: 'unknown' }],
    ['200 in lower case, under data', 200, { data: { status: 'rejected' } }, done],
    ['200 with another id', 200, rejectedAs('call_7'), { ...done, aliases: ['call_7'] }],
    ['200 with success false for a call', 200, { success: false, error: goneError }, over(true)],
    ['400 Validation error', 400, problems.validation.body, lookAt(400)],
    ['400 without a word', 400, '', lookAt(400)],
    ['400 of a call', 400, { error: goneError }, over(true)],
    ['400 of a call, as a code', 400, { error: 'x', code: 'call_already_ended' }, over(true)],
    ['400 of a call, nested', 400, { error: { message: goneError } }, over(true)],
    ['400 of a call, in Portuguese', 400, { error: 'A chamada já foi encerrada' }, over(true)],
    ['400 FEATURE_NOT_SUPPORTED', 400, problems.notSupported.body, refused('NOT_SUPPORTED')],
    ['403 TENANT_SCOPE_NOT_ALLOWED', 403, problems.tenantScope.body, refused('NOT_ALLOWED')],
    ['404 of a call', 404, { error: 'Call not found' }, over(true)],
    ['404 that names no call', 404, { error: 'Not found' }, lookAt(404)],
    ['404 of another service', 404, routeNotFound, lookAt(404)],
    ['404 without a word', 404, '', lookAt(404)],
    ['404 of something on the way', 404, '<html>nginx</html>', refused('BAD_REQUEST')],
    [
      '409 WHATSAPP_INSTANCE_NOT_CONNECTED',
      409,
      problems.notConnected.body,
      refused('NOT_CONNECTED'),
    ],
    ['409 otherwise', 409, { error: 'Call is not ringing' }, over(true)],
    ['409 that names no call', 409, { error: 'Conflict' }, lookAt(409)],
    ['410', 410, { error: 'Gone' }, lookAt(410)],
    ['408', 408, {}, { is: 'unknown' }],
    ['422', 422, {}, refused('BAD_REQUEST')],
    ['429', 429, {}, { is: 'not-done', problem: { kind: 'RATE_LIMITED' } }],
    ['503', 503, {}, { is: 'not-done', problem: { kind: 'UNAVAILABLE' } }],
    ['504', 504, {}, { is: 'unknown', problem: { kind: 'UNAVAILABLE' } }],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    expect(await reject(simulator.ring().id)).toMatchObject(outcome);
  });

  it('answers already-over when somebody answered the call', async () => {
    const { id } = simulator.ring();
    simulator.answer(id);
    expect(await reject(id)).toMatchObject(over(true));
  });

  it('asks for a key of the number when given one of the tenant', async () => {
    expect(await reject(simulator.ring().id, lineWith({ apiKey: tenantKey }))).toEqual({
      is: 'refused',
      problem: {
        kind: 'NOT_ALLOWED',
        message:
          'Pilot Status needs the key of the number, and this key is for the tenant (TENANT_SCOPE_NOT_ALLOWED).',
        httpStatus: 403,
      },
    });
  });
});

describe('the requests to Pilot Status', () => {
  it('names the call by either id, without a body', async () => {
    const { id, externalCallId } = simulator.ring({ externalCallId: 'wacid.A/B+C==' });
    expect([await reject(externalCallId), await reject(id)]).toEqual([
      { ...done, aliases: [id] },
      done,
    ]);
    expect(simulator.requests.map(({ callId, body }) => [callId, body])).toEqual([
      [externalCallId, ''],
      [id, ''],
    ]);
  });

  it('proves itself with a key id as well', async () => {
    expect(await reject(simulator.ring().id, lineWith({ apiKeyId: 'key_1' }))).toEqual(done);
    expect(await reject(simulator.ring().id, lineWith({ apiKeyId: 'key_2' }))).toMatchObject(
      refused('WRONG_CREDENTIALS'),
    );
  });

  it('takes a number as people write it for its owner, and nobody else’s', () => {
    const spellings = [
      '5511999999999',
      '+55 11 99999-9999',
      '+55 (11) 99999.9999',
      '0055 11 99999 9999',
      '5511999999999@c.us',
      'tel:+5511999999999',
      '+55 11 99999-9998',
      '11 99999-9999',
      '5511999999999@lid',
      '',
    ];
    const isCaller = (given: string) => line.isCaller?.(given, '5511999999999');
    expect(spellings.filter(isCaller)).toEqual(spellings.slice(0, 6));
    expect(line.isCaller?.('+44 (0) 7700 900123', '447700900123')).toBe(true);
    expect(line.isCaller?.('BR.1349', 'BR.1349')).toBe(true);
  });

  it('texts a number in E.164, and a person without one by the id they came with', async () => {
    await line.sendText?.({ callerAtProvider: '5511999999999' }, 'one', never);
    await line.sendText?.({ callerAtProvider: 'BR.1349', phone: '+5511888888888' }, 'two', never);
    await line.sendText?.({ callerAtProvider: 'BR.1349' }, 'three', never);
    expect(simulator.messages.map(({ to, text }) => [to, text])).toEqual([
      ['+5511999999999', 'one'],
      ['+5511888888888', 'two'],
      ['BR.1349', 'three'],
    ]);
  });

  it.each([
    [503, {}, { is: 'unknown' }],
    [400, { code: 'META_OUTSIDE_24H_WINDOW' }, refused('OUTSIDE_TEXT_WINDOW')],
    [400, { error: 'META_OUTSIDE_24H_WINDOW' }, refused('OUTSIDE_TEXT_WINDOW')],
    [422, { error: { code: 'meta_outside_24h_window' } }, refused('OUTSIDE_TEXT_WINDOW')],
    [200, { success: false, code: 'META_OUTSIDE_24H_WINDOW' }, refused('OUTSIDE_TEXT_WINDOW')],
    [200, { data: { id: 'msg_1' } }, { is: 'sent', messageIds: ['msg_1'] }],
    [404, { error: 'No such destination' }, refused('BAD_REQUEST')],
    [409, problems.notConnected.body, refused('NOT_CONNECTED')],
    [200, { id: 'msg_1', status: 'FAILED' }, refused('BAD_REQUEST')],
  ])('a text answered with %i %j', async (status, body, outcome) => {
    simulator.fault('send', { is: 'status', status, body });
    const to = { callerAtProvider: '5511999999999' };
    expect(await line.sendText?.(to, 'text', never)).toMatchObject(outcome);
  });
});

describe('a text that Meta takes no longer', () => {
  const variables = [{ name: 'body', value: 'We say: {text}' }];
  const textTemplate = { templateId: 'tpl_1', variables };
  const outside = { is: 'status', status: 400, body: { code: 'META_OUTSIDE_24H_WINDOW' } } as const;
  const to = { callerAtProvider: '5511999999999' };

  it('goes by the template of the line, with the text in its variables', async () => {
    simulator.fault('send', outside);
    const sent = await lineWith({ apiKey, textTemplate }).sendText?.(to, 'call us at $&', never);
    expect(sent).toMatchObject({ is: 'sent', asTemplate: true });
    expect(simulator.messages).toMatchObject([
      { to: '+5511999999999', templateId: 'tpl_1', variables: { body: 'We say: call us at $&' } },
    ]);
  });

  it('is refused where the line has no template, and where the template is refused as well', async () => {
    simulator.fault('send', outside, 3);
    const outcomes = [
      await line.sendText?.(to, 'text', never),
      await lineWith({ apiKey, textTemplate }).sendText?.(to, 'text', never),
    ];
    expect(outcomes).toMatchObject([
      refused('OUTSIDE_TEXT_WINDOW'),
      refused('OUTSIDE_TEXT_WINDOW'),
    ]);
    expect(simulator.requests).toHaveLength(3);
  });
});

describe('the account of a line at Pilot Status', () => {
  it('is at their address unless told otherwise', () => {
    expect(pilotStatus.readAccount({ apiKey })).toEqual({
      baseUrl: 'https://pilotstatus.com.br',
      apiKey,
    });
    expect(
      pilotStatus.readAccount({ apiKeyId: 'k', apiKey: null, baseUrl: 'http://gateway:8080/ps/' }),
    ).toEqual({ baseUrl: 'http://gateway:8080/ps', apiKeyId: 'k' });
  });

  it.each([
    [{}, ['apiKey']],
    [{ apiKey, apiKeyId: 'k' }, ['apiKey']],
    [{ apiKey: 'CANARY' }, ['apiKey']],
    [{ apiKey: 'ps_CANARY\r\nx: y' }, ['apiKey']],
    [{ apiKeyId: 7 }, ['apiKeyId']],
    [{ apiKey, webhookSecret: '' }, ['webhookSecret']],
    [{ apiKey, webhookSignatureHeader: 'x: CANARY' }, ['webhookSignatureHeader']],
    [{ apiKey, textTemplate: 'CANARY' }, ['textTemplate.templateId']],
    [{ apiKey, textTemplate: { templateId: 'CANARY 1' } }, ['textTemplate.templateId']],
    [
      { apiKey, textTemplate: { templateId: 't', variables: [{ name: 'CANARY' }] } },
      ['textTemplate.variables'],
    ],
    [{ apiKey, baseUrl: 'CANARY' }, ['baseUrl']],
    [{ apiKey, baseUrl: 'ftp://host' }, ['baseUrl']],
    [{ apiKey, baseUrl: 'https://user:CANARY@host' }, ['baseUrl']],
    [{ apiKey, baseUrl: 'https://host/?token=CANARY' }, ['baseUrl']],
    [{ webhookSecret: 1, baseUrl: '' }, ['apiKey', 'webhookSecret', 'baseUrl']],
  ])('%j is wrong in %j', (input, fields) => {
    const problems = pilotStatus.readAccount(input);
    expect(problems).toMatchObject(fields.map((field) => ({ field })));
    expect(JSON.stringify(problems)).not.toContain('CANARY');
  });
});

function refused(kind: string) {
  return { is: 'refused', problem: { kind } };
}

/** Refused, with what is to be looked at: it names no call. */
function lookAt(httpStatus: number) {
  const what = httpStatus === 404 ? 'did not find what was asked for' : 'finds the request wrong';
  const message = `Pilot Status ${what}: check baseUrl, and that the key belongs to the number that was called.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message, httpStatus } };
}

function over(inferred: boolean) {
  return { is: 'already-over', inferred, problem: { kind: 'CALL_NOT_FOUND' } };
}

describe('the answers of Pilot Status to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    ['a list in a wrapper', 200, { calls: [] }, { is: 'proven' }],
    ['a bare list', 200, [], { is: 'proven' }],
    ['success false', 200, { success: false }, { is: 'not-told' }],
    ['nothing', 200, '', { is: 'not-told' }],
    [
      'a number that has lost its phone',
      409,
      problems.notConnected.body,
      { is: 'refused', problem: { kind: 'NOT_CONNECTED' } },
    ],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('check', { is: 'status', status, body }, 'always');
    expect(await line.checkCredentials?.(never)).toMatchObject(verdict);
  });

  it('refuse a key of the tenant, and say why', async () => {
    expect(await lineWith({ apiKey: tenantKey }).checkCredentials?.(never)).toMatchObject({
      is: 'refused',
      problem: { kind: 'NOT_ALLOWED', message: expect.stringContaining('the key of the number') },
    });
  });
});
