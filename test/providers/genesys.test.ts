import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createGenesys } from '../../src/providers/genesys/genesys.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine } from '../../src/providers/provider.ts';
import {
  type GenesysSimulator,
  startGenesysSimulator,
} from '../../src/simulator/genesys/genesys.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import type { ListenedSimulator } from './contract/listen-contract.ts';
import { describeProvider } from './contract/provider-contract.ts';
import { afterwards, serve } from './outgoing/loopback.ts';

const account = { username: 'CANARY-agent', password: 'CANARY-password' };
const agents = [{ ...account, phoneNumber: '5001' }];
const underWay = { is: 'under-way' } as const;
const never = new AbortController().signal;
const unavailable = { is: 'status', status: 503, headers: { 'retry-after': '1' } } as const;
const over = { is: 'already-over', inferred: true, problem: { kind: 'CALL_NOT_FOUND' } };

describeProvider({
  name: 'Genesys',
  create: createGenesys,
  startSimulator: async () => forTheSuite(await startGenesysSimulator({ agents })),
  accountAt: (baseUrl) => ({ baseUrl, ...account }),
  canary: 'CANARY',
  sign: () => ({}),
  recordingsIn: new URL('./genesys/', import.meta.url),
  outcomes: {
    rejected: underWay,
    rejectedAgain: {
      is: 'already-over',
      inferred: true,
      problem: {
        kind: 'CALL_NOT_FOUND',
        message: 'Genesys no longer has this call ringing.',
        httpStatus: 404,
      },
    },
  },
});

/** The suite looks at the rejects, and at one sign-in of a line that rejects nothing. */
function forTheSuite(simulator: GenesysSimulator): ListenedSimulator {
  return {
    ...simulator,
    get requests() {
      const rejects = simulator.requests.filter(({ operation }) => operation === 'reject');
      const login = simulator.requests.find(({ operation }) => operation === 'login');
      return rejects.length > 0 || !login ? rejects : [{ operation: 'check' }];
    },
    messages: [],
    fault(operation, fault, times) {
      if (operation === 'send') throw new Error(`Genesys has no ${operation}.`);
      // After signing in it says no more than that the session is gone.
      const isOfPassword = fault.is === 'status' && fault.status === 401;
      simulator.fault(isOfPassword || operation === 'check' ? 'login' : 'reject', fault, times);
    },
    loseListeners: () => simulator.expireSessions(),
    publish(body) {
      const { channel, data } = body as { channel: string; data: object };
      simulator.publish(account.username, channel, data);
    },
  };
}

const http = createProviderHttp({ timeoutMs: 10_000 });
const genesys = createGenesys(partsWith(http));
/** For what is never answered. */
const hastyHttp = createProviderHttp({ timeoutMs: 1000 });
const hasty = createGenesys(partsWith(hastyHttp));
let simulator: GenesysSimulator;
let line: ProviderLine;

beforeEach(async () => {
  simulator = await startGenesysSimulator({ agents });
  afterwards(() => simulator.close());
  line = lineAt(simulator.url);
});
afterAll(() => Promise.all([http.close(), hastyHttp.close()]));

function lineAt(baseUrl: string, provider = genesys): ProviderLine {
  const read = provider.readAccount({ baseUrl, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return provider.open(read);
}

function reject(id = simulator.ring().id, over = line) {
  return over.reject(callToReject(id, ''), never);
}

function operations(): string {
  return simulator.requests.map(({ operation }) => operation).join(' ');
}

describe('the answers of Genesys to a reject', () => {
  it.each([
    ['statusCode 0', 200, { statusCode: 0 }, underWay],
    ['statusCode 1 (parameter missing)', 400, { statusCode: 1 }, refused('BAD_REQUEST')],
    ['statusCode 2 (not for this state)', 400, { statusCode: 2 }, over],
    ['statusCode 3 (forbidden)', 403, { statusCode: 3 }, refused('NOT_ALLOWED')],
    ['statusCode 4 (internal)', 500, { statusCode: 4 }, { is: 'unknown' }],
    ['statusCode 5 (no permission)', 403, { statusCode: 5 }, refused('NOT_ALLOWED')],
    ['statusCode 6 (not found)', 404, { statusCode: 6 }, over],
    ['statusCode 6 in a 200', 200, { statusCode: 6 }, over],
    ['statusCode 7 (partial success)', 200, { statusCode: 7 }, { is: 'unknown' }],
    ['statusCode 8 (new password)', 403, { statusCode: 8 }, refused('WRONG_CREDENTIALS')],
    ['statusCode 9 (incomplete)', 202, { statusCode: 9 }, { is: 'unknown' }],
    ['statusCode 10 (validation)', 400, { statusCode: 10 }, refused('BAD_REQUEST')],
    ['statusCode 11 (read-only)', 400, { statusCode: 11 }, refused('BAD_REQUEST')],
    ['statusCode 15 (update)', 500, { statusCode: 15 }, refused('BAD_REQUEST')],
    ['statusCode 19 (in use)', 409, { statusCode: 19 }, refused('BAD_REQUEST')],
    [
      'statusCode 20 (not signed in)',
      401,
      { statusCode: 20 },
      { is: 'not-done', problem: { kind: 'NOT_CONNECTED' } },
    ],
    ['a statusCode never seen', 200, { statusCode: 21 }, { is: 'unknown' }],
    ['200 without a statusCode', 200, {}, { is: 'unknown' }],
    ['0 in a 500', 500, { statusCode: 0 }, { is: 'unknown' }],
    ['404 that names the call', 404, { error: 'Call not found' }, over],
    ['404 without a statusCode', 404, { error: 'Not Found' }, refused('BAD_REQUEST')],
    ['410 without a statusCode', 410, { error: 'Gone' }, refused('BAD_REQUEST')],
    ['404 of something on the way', 404, '<h1>nginx</h1>', { is: 'unknown' }],
    ['400 without a statusCode', 400, {}, refused('BAD_REQUEST')],
    ['408', 408, {}, { is: 'unknown' }],
    ['429', 429, { statusCode: 4 }, { is: 'not-done', problem: { kind: 'RATE_LIMITED' } }],
    ['503', 503, { statusCode: 4 }, { is: 'not-done', problem: { kind: 'UNAVAILABLE' } }],
  ])('%s', async (_name, status, body, outcome) => {
    simulator.fault('reject', { is: 'status', status, body });
    expect(await reject()).toMatchObject(outcome);
  });

  it('answers already-over when the agent answered the call', async () => {
    const { id } = simulator.ring();
    simulator.answer(id);
    expect(await reject(id)).toMatchObject(over);
  });

  it('answers already-over for a direct call that it was asked about all the same', async () => {
    expect(await reject(simulator.ring({ isDirect: true }).id)).toMatchObject(over);
  });
});

describe('the session of a line at Genesys', () => {
  it('is opened once for many rejects', async () => {
    expect([await reject(), await reject()]).toEqual([underWay, underWay]);
    expect(operations()).toBe('login reject reject');
  });

  const lost = { is: 'not-done', problem: { kind: 'NOT_CONNECTED' } };

  it.each([
    ['its CSRF token is no longer taken', () => simulator.changeCsrfTokens(), 403],
    ['it is lost', () => simulator.expireSessions(), 401],
  ])('is renewed when %s, for the next request', async (_when, happens, httpStatus) => {
    await reject();
    happens();
    expect(await reject()).toMatchObject({ ...lost, problem: { httpStatus } });
    expect(await reject()).toEqual(underWay);
    expect(operations()).toBe('login reject reject login reject');
  });

  it('is renewed when it is lost before its first request is looked at', async () => {
    simulator.fault('reject', { is: 'status', status: 401, body: { statusCode: 20 } });
    expect([await reject(), await reject()]).toMatchObject([lost, underWay]);
    expect(operations()).toBe('login reject login reject');
  });

  it('is lost once for all who were in it', async () => {
    await reject();
    simulator.expireSessions();
    const all = await Promise.all([1, 2, 3, 4].map(() => reject()));
    expect(all).toMatchObject([lost, lost, lost, lost]);
    expect(await reject()).toEqual(underWay);
  });

  it('is not renewed for ever', async () => {
    await reject();
    simulator.fault('reject', { is: 'status', status: 401, body: { statusCode: '20' } }, 'always');
    const wrong = refused('WRONG_CREDENTIALS');
    expect([await reject(), await reject(), await reject()]).toMatchObject([lost, lost, wrong]);
    expect(operations()).toBe('login reject reject login reject login reject');
  });

  it.each([
    ['a wrong password', { is: 'status', status: 401 }, refused('WRONG_CREDENTIALS')],
    ['an agent locked out', { is: 'status', status: 403 }, refused('NOT_ALLOWED')],
    [
      'statusCode 8',
      { is: 'status', status: 403, body: { statusCode: 8 } },
      refused('WRONG_CREDENTIALS'),
    ],
    ['503 with Retry-After', unavailable, { is: 'not-done', retryAfterMs: 1000 }],
    ['500', { is: 'status', status: 500 }, { is: 'not-done' }],
    ['HTML', { is: 'status', status: 302, body: '<html>' }, { is: 'not-done' }],
    ['no answer', { is: 'hang' }, { is: 'not-done', problem: { kind: 'UNAVAILABLE' } }],
  ] as const)('cannot be opened: %s', async (_name, fault, outcome) => {
    simulator.fault('login', fault);
    const over = fault.is === 'hang' ? lineAt(simulator.url, hasty) : line;
    expect(await reject(simulator.ring().id, over)).toMatchObject(outcome);
    expect(operations()).toBe('login');
  });

  it.each([3, 5])(
    'is not opened for an agent who may not sign in (statusCode %i)',
    async (code) => {
      simulator.fault('login', { is: 'status', status: 403, body: { statusCode: code } });
      const message = expect.stringContaining('Genesys does not let this agent in');
      expect(await reject()).toMatchObject({ is: 'refused', problem: { message } });
    },
  );

  it.each([2, 4, 6, 7, 9])(
    'is opened later after statusCode %i, which tells nothing of a call',
    async (code) => {
      simulator.fault('login', { is: 'status', status: 500, body: { statusCode: code } });
      const message = expect.stringContaining('could not be signed in to');
      expect(await reject()).toMatchObject({ is: 'not-done', problem: { message } });
    },
  );

  it('needs no CSRF token where the site has none', async () => {
    const url = await serve((request, response) => {
      const isSafe = request.headers['x-csrf-token'] === undefined;
      response.end(JSON.stringify({ statusCode: isSafe ? 0 : 1 }));
    });
    expect(await reject('013V1', lineAt(url))).toEqual(underWay);
  });

  it('keeps the cookies that answers set, and drops those they remove', async () => {
    const cookies: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      cookies.push(request.headers.cookie);
      const first = ['A=1; Path=/', 'B=2', 'C=3; HttpOnly', 'bad cookie', 'D=\u00e9'];
      const second = ['A=4', 'B=; Path=/', 'C=5; Max-Age=0'];
      response.setHeader('set-cookie', cookies.length === 1 ? first : second);
      response.end('{"statusCode":0}');
    });
    const over = lineAt(url);
    for (const id of ['1', '2']) await reject(id, over);
    expect(cookies).toEqual([undefined, 'A=1; B=2; C=3', 'A=4']);
  });
});

describe('the account of a line at Genesys', () => {
  it('signs the agent in for voice and finds the notifications unless told otherwise', () => {
    expect(genesys.readAccount({ baseUrl: 'https://gws.example/', ...account })).toEqual({
      baseUrl: 'https://gws.example',
      ...account,
      notificationsPath: '/api/v2/notifications',
      startsSession: true,
    });
    const told = { notificationsPath: '/genesys/cometd', startsSession: false };
    expect(genesys.readAccount({ baseUrl: 'https://gws.example', ...account, ...told })).toEqual({
      baseUrl: 'https://gws.example',
      ...account,
      ...told,
    });
  });

  it.each<[AccountInput, string[]]>([
    [{}, ['baseUrl', 'username', 'password']],
    [{ username: 'CANARY:agent' }, ['username']],
    [{ username: 'CANARY\nagent' }, ['username']],
    [{ password: '' }, ['password']],
    [{ password: 7 }, ['password']],
    [{ baseUrl: 'https://agent:CANARY@gws.example' }, ['baseUrl']],
    [{ notificationsPath: 'CANARY' }, ['notificationsPath']],
    [{ notificationsPath: '/api/../CANARY' }, ['notificationsPath']],
    [{ startsSession: 'CANARY' }, ['startsSession']],
  ])('%j is wrong in %j', (input, fields) => {
    const right = { baseUrl: 'https://gws.example', ...account };
    const problems = genesys.readAccount(Object.keys(input).length ? { ...right, ...input } : {});
    expect(problems).toMatchObject(fields.map((field) => ({ field })));
    expect(JSON.stringify(problems)).not.toContain('CANARY');
  });
});

function refused(kind: string) {
  return { is: 'refused', problem: { kind } };
}

describe('the answers of Genesys to the question for the credentials', () => {
  it.each<[string, number, unknown, object]>([
    ['statusCode 0', 200, { statusCode: 0 }, { is: 'proven' }],
    ['statusCode 0 in a 500', 500, { statusCode: 0 }, { is: 'not-told' }],
    [
      'statusCode 3 (forbidden)',
      403,
      { statusCode: 3 },
      { is: 'refused', problem: { kind: 'NOT_ALLOWED' } },
    ],
    ['statusCode 6 (not found)', 404, { statusCode: 6 }, { is: 'not-told' }],
    [
      'statusCode 8 (new password)',
      403,
      { statusCode: 8 },
      { is: 'refused', problem: { kind: 'WRONG_CREDENTIALS' } },
    ],
    ['a 200 without a statusCode', 200, {}, { is: 'not-told' }],
  ])('%s', async (_name, status, body, verdict) => {
    simulator.fault('login', { is: 'status', status, body }, 'always');
    expect(await line.checkCredentials?.(never)).toMatchObject(verdict);
  });

  it('are not told if Genesys forgets the session that it has just opened', async () => {
    simulator.fault('login', { is: 'status', status: 200, body: { statusCode: 0 } });
    simulator.fault('login', { is: 'status', status: 401 });
    expect(await line.checkCredentials?.(never)).toMatchObject({
      is: 'not-told',
      problem: { message: expect.stringContaining('did not know the session') },
    });
  });
});
