import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import {
  objectIn,
  type Simulation,
  type SimulationOptions,
  startSimulation,
} from '../kit/simulation.ts';
import {
  createTelnyxLine,
  type SentTelnyxText,
  type SimulatedTelnyxCall,
  type SimulatedTelnyxLine,
  type TelnyxActions,
} from './telnyx-line.ts';

export type TelnyxOperation = 'reject' | 'send' | 'check' | 'other';

export interface TelnyxSimulatorOptions extends SimulationOptions {
  readonly apiKey?: string;
  readonly phoneNumber?: string;
}

export interface TelnyxSimulator extends TelnyxActions, Simulation<TelnyxOperation> {
  readonly apiKey: string;
  readonly phoneNumber: string;
  /** The public key in base64, with which its webhooks are verified. */
  readonly publicKey: string;
  readonly messages: readonly SentTelnyxText[];
  call(callId: string): SimulatedTelnyxCall | undefined;
}

export async function startTelnyxSimulator(
  options: TelnyxSimulatorOptions = {},
): Promise<TelnyxSimulator> {
  const { apiKey = 'KEY_simulated', phoneNumber = '+12025550131', ringLimitMs } = options;
  // The private key takes the place of a webhook secret: `signatureOf` signs with it.
  const keys = generateKeyPairSync('ed25519');
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { x = '' } = keys.publicKey.export({ format: 'jwk' });
  /** The ids of commands that were carried out. A repeated command is ignored. */
  const commands = new Set<string>();
  const { line, simulation } = await startSimulation(
    { ...options, webhookSecret: privateKey },
    {
      line: (webhooks) => createTelnyxLine(webhooks, { ownNumber: phoneNumber, ringLimitMs }),
      operationOf,
      callIdIn: (request) =>
        operationOf(request) === 'reject' ? rejectedCallId(request) : undefined,
      answerOf(request, line): ApiAnswer {
        const isKnown = request.headers.authorization === `Bearer ${apiKey}`;
        if (!isKnown) return problem(401, '10009', 'Authentication failed');
        switch (operationOf(request)) {
          case 'reject':
            return answerReject(rejectedCallId(request), objectIn(request), line, commands);
          case 'send':
            return answerSend(objectIn(request), line);
          case 'check':
            return numbersLike(request.url, phoneNumber);
          case 'other':
            return problem(404, '10005', 'Resource not found');
        }
      },
      sign: signatureOf,
    },
  );
  return {
    ...simulation,
    ...line.actions,
    apiKey,
    phoneNumber,
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    messages: line.messages,
    call: line.call,
  };
}

const rejecting = /^\/v2\/calls\/([^/]+)\/actions\/reject$/;

function operationOf({ method, url }: ApiRequest): TelnyxOperation {
  if (method === 'GET' && url.pathname === '/v2/phone_numbers') return 'check';
  if (method !== 'POST') return 'other';
  if (rejecting.test(url.pathname)) return 'reject';
  return url.pathname === '/v2/messages' ? 'send' : 'other';
}

function rejectedCallId({ url }: ApiRequest): string {
  return decodeURIComponent(rejecting.exec(url.pathname)?.[1] ?? '');
}

function answerSend(
  { from, to, text }: Record<string, unknown>,
  line: SimulatedTelnyxLine,
): ApiAnswer {
  if (typeof from !== 'string' || typeof to !== 'string' || !/^\+\d{7,15}$/.test(to)) {
    return problem(422, '10016', 'Phone number must be in +E.164 format');
  }
  const { id } = line.send(to, String(text));
  return {
    status: 200,
    body: { data: { record_type: 'message', id, to: [{ phone_number: to }] } },
  };
}

/** The filter matches a part of a number, and nothing if it has other characters than digits. */
function numbersLike({ searchParams }: URL, ownNumber: string): ApiAnswer {
  const wanted = searchParams.get('filter[phone_number]') ?? '';
  const isListed = /^\d*$/.test(wanted) && ownNumber.includes(wanted);
  const own = { record_type: 'phone_number', phone_number: ownNumber, status: 'active' };
  return { status: 200, body: { data: isListed ? [own] : [] } };
}

function answerReject(
  callId: string,
  { cause, command_id: commandId }: Record<string, unknown>,
  line: SimulatedTelnyxLine,
  commands: Set<string>,
): ApiAnswer {
  if (cause !== 'USER_BUSY' && cause !== 'CALL_REJECTED') {
    return problem(422, '10032', 'Invalid enumerated value');
  }
  if (!line.call(callId)) return problem(404, '10005', 'Resource not found');
  const command = `${callId} ${commandId}`;
  if (commands.has(command)) return taken;
  if (!line.reject(callId, cause === 'USER_BUSY' ? 'user_busy' : 'call_rejected')) {
    return problem(422, '90018', 'Call has already ended');
  }
  if (commandId !== undefined) commands.add(command);
  return taken;
}

const taken: ApiAnswer = { status: 200, body: { data: { result: 'ok' } } };

function problem(status: number, code: string, title: string): ApiAnswer {
  return { status, body: { errors: [{ code, title, detail: `${title}.` }] } };
}

function signatureOf(privateKey: string, body: string): Record<string, string> {
  const at = Math.floor(Date.now() / 1000);
  const signature = sign(null, Buffer.from(`${at}|${body}`), createPrivateKey(privateKey));
  return { 'telnyx-timestamp': `${at}`, 'telnyx-signature-ed25519': signature.toString('base64') };
}
