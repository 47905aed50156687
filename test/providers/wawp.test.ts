import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import { createWawp } from '../../src/providers/wawp/wawp.ts';
import type { Fault } from '../../src/simulator/kit/fault.ts';
import { startWawpSimulator, type WawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { whatsAppSpellings } from './contract/spellings.ts';

const instanceId = 'CANARY_instance';
const accessToken = 'CANARY_token';
const webhookSecret = 'CANARY_secret';
const accepted = { is: 'done', certainty: 'ACCEPTED' } as const;
const over = {
  is: 'already-over',
  inferred: true,
  problem: {
    kind: 'CALL_NOT_FOUND',
    message: 'Wawp no longer has this call ringing.',
    httpStatus: 404,
  },
} as const;
const missing = 'Bad Request - Missing Required Parameter(s)';
const noSession = 'Not Found - Session Does Not Exist';
const upstream = 'Bad Gateway - Connection Failed to Upstream';
const never = new AbortController().signal;

describeProvider({
  name: 'Wawp',
  create: createWawp,
  startSimulator: () => startWawpSimulator({ instanceId, accessToken }),
  accountAt: (baseUrl) => ({ baseUrl, instanceId, accessToken, webhookSecret }),
  canary: 'CANARY',
  sign: signed,
  spellings: whatsAppSpellings,
  recordingsIn: new URL('./wawp/', import.meta.url),
  outcomes: { rejected: accepted, rejectedAgain: over },
});

function signed(body: Buffer): Record<string, string> {
  return { 'x-webhook-hmac': createHmac('sha256', webhookSecret).update(body).digest('hex') };
}

const http = createProviderHttp({ timeoutMs: 10_000 });
const wawp = createWawp(partsWith(http));
let simulator: WawpSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startWawpSimulator({ instanceId, accessToken });
  line = lineAt(simulator);
});
afterEach(() => simulator.close());
afterAll(() => http.close());

function lineAt({ url }: { url: string }, account: AccountInput = {}): ProviderLine {
  const read = wawp.readAccount({ baseUrl: url, instanceId, accessToken, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return wawp.open(read);
}

function reject(call: { id: string; peerNumber: string }, over = line) {
  const { id, peerNumber } = call;
  return over.reject(callToReject(id, peerNumber), never);
}

describe('the answers of Wawp to a reject', () => {
  const success = { success: true, message: 'Operation completed successfully' };
  const xml = (text: string) => `<?xml version="1.0"?><error><message>${text}</message></error>`;
  const html = (text: string) => `<!DOCTYPE html><html><h1>${text}</h1></html>`;
  const noRoute = {
    code: 'rest_no_route',
    message: 'No route was found matching the URL and request method.',
    data: { status: 404 },
  };
  const lost = { is: 'unknown', problem: { kind: 'UNAVAILABLE' } };

  it.each<[string, number, unknown, object]>([
    ['200 as ACCEPTED, to be confirmed by call.rejected', 200, success, accepted],
    ['200 with success false', 200, { success: false }, refused('BAD_REQUEST')],
    ['200 with success false for a call', 200, { success: false, message: 'Call ended' }, gone()],
    ['200 with an empty object', 200, {}, lost],
    ['400 that names no call', 400, { message: 'Bad Request' }, lookAt(400)],
    ['400 that names no call, in XML', 400, xml('Bad Request'), lookAt(400)],
    ['400 that names no call, in plain text', 400, 'Bad Request', lookAt(400)],
    ['400 without a word', 400, '', lookAt(400)],
    ['400 for the caller', 400, { success: false, message: 'Invalid from' }, lookAt(400)],
    ['400 for the id of the call', 400, { message: 'Invalid callId' }, lookAt(400)],
    ['400 for a call that ended', 400, { message: 'Call already ended' }, gone()],
    ['400 for a call that ended, in plain text', 400, 'The call has ended.', gone()],
    ['400 for what is missing', 400, { message: missing }, refused('BAD_REQUEST')],
    ['400 for what is missing, in XML', 400, xml(missing), refused('BAD_REQUEST')],
    ['400 for what is missing, in plain text', 400, missing, refused('BAD_REQUEST')],
    ['401 in XML', 401, xml('Unauthorized'), refused('WRONG_CREDENTIALS')],
    ['403 subscription_required', 403, { code: 'subscription_required' }, refused('NOT_ALLOWED')],
    ['404 that names no call', 404, { message: 'Not Found' }, lookAt(404)],
    ['404 without a word', 404, '', lookAt(404)],
    ['404 of null', 404, 'null', lookAt(404)],
    ['404 of an empty list', 404, [], lookAt(404)],
    ['404 of nothing but brackets, at once', 404, '<'.repeat(60_000), lookAt(404)],
    ['404 of a WordPress without the command', 404, noRoute, lookAt(404)],
    ['404 of a call', 404, { message: 'Call not found' }, gone()],
    ['404 of a call, in capitals and another place', 404, { ERROR: 'CALL NOT FOUND' }, gone()],
    ['404 of a call, as a code', 404, { error: { code: 'CALL_NOT_FOUND' } }, gone()],
    ['404 of a call, in a list', 404, { errors: [{ detail: 'No such call' }] }, gone()],
    ['404 of a call, as a list', 404, [{ message: 'Call not found' }], gone()],
    ['404 of a call, in Portuguese', 404, { mensagem: 'Chamada não encontrada' }, gone()],
    ['404 of a call, in an attribute', 404, '<error message="Call not found"/>', gone()],
    ['404 of a call, as CDATA', 404, '<e><![CDATA[Call not found]]></e>', gone()],
    ['404 in XML', 404, xml('Call not found'), gone()],
    ['404 for a call in a session that is there', 404, 'No such call in this session', gone()],
    ['404 for a session that is gone', 404, { message: noSession }, refused('NOT_CONNECTED')],
    ['404 for a session that is gone, in XML', 404, xml(noSession), refused('NOT_CONNECTED')],
    ['404 for an instance', 404, 'Instance not found', refused('NOT_CONNECTED')],
    [
      '404 for a call of a session that is not connected',
      404,
      { error: { message: 'Cannot reject the call: the session is not connected' } },
      refused('NOT_CONNECTED'),
    ],
    ['404 of a call, after its session', 404, 'Session default: call not found', gone()],
    ['404 that only names the session', 404, { session: 'x', message: 'Not Found' }, lookAt(404)],
    ['404 of something on the way', 404, html('nginx'), page(404)],
    ['404 of a page about a call', 404, html('Call not found'), page(404)],
    ['400 of something on the way', 400, html('nginx'), page(400)],
    ['404 for the command', 404, 'Cannot POST /v2/calls/reject', refused('NOT_SUPPORTED')],
    ['409', 409, {}, refused('BAD_REQUEST')],
    ['410', 410, {}, lookAt(410)],
    ['410 of a call', 410, { message: 'The call is over' }, gone()],
    ['500 in HTML', 500, html('Internal Server Error'), lost],
    ['502 Connection Failed to Upstream', 502, { message: upstream }, lost],
    ['502 in XML', 502, xml(upstream), lost],
    ['504', 504, {}, lost],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    expect(await reject(simulator.ring())).toMatchObject(outcome);
  });

  it.each(['json', 'xml', 'text'] as const)('are understood in %s', async (errorsAs) => {
    const other = await startWawpSimulator({ instanceId, accessToken, errorsAs });
    try {
      const call = other.ring();
      other.hangUp(call.id);
      const wrong = lineAt(other, { accessToken: 'CANARY_other' });
      expect(await reject(call, lineAt(other))).toEqual(over);
      expect(await reject(call, wrong)).toMatchObject(refused('WRONG_CREDENTIALS'));
      other.connect(false);
      expect(await reject(call, lineAt(other))).toMatchObject(refused('NOT_CONNECTED'));
    } finally {
      await other.close();
    }
  });
});

describe('the requests to Wawp', () => {
  it('name the call and its caller as stored, with the credentials in the query alone', async () => {
    const call = simulator.ring({ from: '222222222222222@lid' });
    expect(await reject(call)).toEqual(accepted);
    expect(simulator.requests).toMatchObject([
      {
        path: '/v2/calls/reject',
        body: JSON.stringify({ callId: call.id, from: '222222222222222@lid' }),
      },
    ]);
  });

  it('do not reject a call for which another caller is named', async () => {
    const { id } = simulator.ring();
    expect(await reject({ id, peerNumber: '11111111111@c.us' })).toEqual(over);
    expect(simulator.call(id)?.status).toBe('RINGING');
  });

  it('are not sent for somebody who was never named', async () => {
    const nobody = { callerAtProvider: '' };
    expect(await reject({ id: 'call_1', peerNumber: '' })).toMatchObject(refused('BAD_REQUEST'));
    expect(await line.sendText?.(nobody, 'text', never)).toMatchObject(refused('BAD_REQUEST'));
    expect(await line.blockCaller?.(nobody, never)).toMatchObject(refused('BAD_REQUEST'));
    expect(simulator.requests).toEqual([]);
  });

  it('text somebody where they called from, or at their phone', async () => {
    await line.sendText?.({ callerAtProvider: '222222222222222@lid' }, 'one', never);
    await line.sendText?.({ callerAtProvider: '5511999999999:12@c.us' }, 'two', never);
    await line.sendText?.({ callerAtProvider: 'x', phone: '+5511888888888' }, 'three', never);
    expect(simulator.messages).toEqual([
      { to: '222222222222222@lid', text: 'one' },
      { to: '5511999999999@c.us', text: 'two' },
      { to: '5511888888888@c.us', text: 'three' },
    ]);
  });

  it.each<[number, unknown, object]>([
    [200, { success: true }, { is: 'sent' }],
    [200, { id: 'true_1@c.us_A' }, { is: 'sent' }],
    [200, { success: false, data: { id: '1' } }, refused('BAD_REQUEST')],
    [200, {}, { is: 'unknown' }],
    [404, noSession, refused('NOT_CONNECTED')],
    [404, { message: 'Not Found' }, refused('BAD_REQUEST')],
    [502, { code: 'wawp_upstream_error' }, { is: 'unknown' }],
    [503, {}, { is: 'unknown' }],
  ])('a text answered with %i %j', async (status, body, outcome) => {
    simulator.fault('send', { is: 'status', status, body } as Fault);
    const to = { callerAtProvider: '5511999999999@c.us' };
    expect(await line.sendText?.(to, 'text', never)).toMatchObject(outcome);
  });

  it('block where the account says that blocking is', async () => {
    const other = await startWawpSimulator({ instanceId, accessToken });
    const onOtherPath = lineAt(simulator, { contactsPath: '/v2/contacts' });
    const onOtherHost = lineAt(simulator, { contactsBaseUrl: other.url });
    const caller = { callerAtProvider: '5511999999999:12@c.us' };
    expect(await onOtherPath.blockCaller?.(caller, never)).toMatchObject(refused('NOT_SUPPORTED'));
    expect(await line.blockCaller?.(caller, never)).toEqual({ is: 'done' });
    expect(await onOtherHost.unblockCaller?.(caller, never)).toEqual({ is: 'done' });
    const seen = [...simulator.requests, ...other.requests];
    await other.close();
    expect(seen.map(({ path, contactId }) => [path, contactId])).toEqual([
      ['/v2/contacts/block', '5511999999999@c.us'],
      ['/wp-json/awp/v1/contacts/block', '5511999999999@c.us'],
      ['/wp-json/awp/v1/contacts/unblock', '5511999999999@c.us'],
    ]);
  });
});

describe('the account of a line at Wawp', () => {
  it('is at their address, and signed in the header of WAHA, unless told otherwise', () => {
    expect(wawp.readAccount({ instanceId, accessToken, session: null })).toEqual({
      baseUrl: 'https://api.wawp.net',
      instanceId,
      accessToken,
      contactsBaseUrl: 'https://wawp.net',
      contactsPath: '/wp-json/awp/v1/contacts',
      webhookSignatureHeader: 'x-webhook-hmac',
    });
  });

  it('has blocking beside the rest where it is not Wawp’s own, unless told otherwise', () => {
    const at = (more: object) => wawp.readAccount({ instanceId, accessToken, ...more });
    const baseUrl = 'https://gateway.example/wawp';
    expect(at({ baseUrl })).toMatchObject({ baseUrl, contactsBaseUrl: baseUrl });
    const contactsBaseUrl = 'https://blocks.example';
    expect(at({ baseUrl, contactsBaseUrl })).toMatchObject({ baseUrl, contactsBaseUrl });
  });

  it.each([
    [{}, ['instanceId', 'accessToken']],
    [{ instanceId: 'CANARY 1', accessToken }, ['instanceId']],
    [{ instanceId, accessToken: 'CANARY\r\n' }, ['accessToken']],
    [{ instanceId, accessToken: 7 }, ['accessToken']],
    [{ instanceId, accessToken, webhookSecret: '' }, ['webhookSecret']],
    [{ instanceId, accessToken, webhookSignatureHeader: 'x:CANARY' }, ['webhookSignatureHeader']],
    [{ instanceId, accessToken, webhookUrlSecret: 'CANARY 1' }, ['webhookUrlSecret']],
    [{ instanceId, accessToken, contactsPath: '//CANARY?x=y' }, ['contactsPath']],
    [{ instanceId, accessToken, session: '' }, ['session']],
    [{ instanceId, accessToken, contactsBaseUrl: 'CANARY' }, ['contactsBaseUrl']],
    [{ instanceId, accessToken, baseUrl: 'https://h/?access_token=CANARY' }, ['baseUrl']],
  ])('%j is wrong in %j', (input, fields) => {
    const problems = wawp.readAccount(input);
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
  const message = `Wawp ${what}: check baseUrl, instanceId and the caller's address.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message, httpStatus } };
}

function page(httpStatus: number) {
  const message = 'Wawp was not reached, because a web page answered: check baseUrl.';
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message, httpStatus } };
}

function gone() {
  return { is: 'already-over', inferred: true, problem: { kind: 'CALL_NOT_FOUND' } };
}

describe('the answers of Wawp to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    ['WORKING', 200, { status: 'WORKING' }, { is: 'proven' }],
    [
      'WORKING in lower case, under data',
      200,
      { success: true, data: { status: 'working' } },
      { is: 'proven' },
    ],
    [
      'a session that waits for its phone',
      200,
      { status: 'SCAN_QR_CODE' },
      { is: 'proven', problem: { kind: 'NOT_CONNECTED' } },
    ],
    ['a number as status', 200, { success: false, status: 200 }, { is: 'not-told' }],
    ['no status', 200, { success: true }, { is: 'not-told' }],
    [
      'a session that is gone',
      404,
      { message: noSession },
      { is: 'refused', problem: { kind: 'NOT_CONNECTED' } },
    ],
    [
      'a wrong token, in XML',
      401,
      xmlOf('Unauthorized'),
      { is: 'refused', problem: { kind: 'WRONG_CREDENTIALS' } },
    ],
    ['a 403 of something on the way', 403, '<html>blocked</html>', { is: 'not-told' }],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('check', { is: 'status', status, body }, 'always');
    expect(await line.checkCredentials?.(never)).toMatchObject(verdict);
  });
});

function xmlOf(text: string): string {
  return `<error><message>${text}</message></error>`;
}
