import {
  Agent,
  createServer,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Note } from './history.ts';
import { type ProviderFault, pickProviderFault } from './provider-faults.ts';
import type { Random } from './random.ts';
import type { Operation, RecordOf } from './records.ts';

/** A request as a provider understands it. */
export interface Understood {
  readonly operation: Operation;
  /** The provider's id of the call that is to be rejected. */
  readonly call?: string;
  readonly text?: string;
}

export interface Arrived {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Stands before one line's provider: writes down every request and what became of it, and makes some go wrong. */
export interface ProviderGate {
  readonly url: string;
  /** The share of requests that go wrong from now on. */
  goWrong(share: number): void;
  close(): Promise<void>;
}

export interface GateParts {
  readonly line: () => string;
  readonly providerUrl: string;
  readonly understand: (request: Arrived) => Understood;
  readonly note: Note;
  readonly random: Random;
}

interface ProviderAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const hangMs = 20_000;
let requests = 0;

export async function startProviderGate(parts: GateParts): Promise<ProviderGate> {
  const agent = new Agent({ keepAlive: true });
  const closing = new AbortController();
  let share = 0;

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const n = ++requests;
    parts.note({ is: 'request', n, line: parts.line(), ...parts.understand(request) });
    const fault = parts.random.chance(share) ? pickProviderFault(parts.random) : undefined;
    let cut = false;
    response.once('close', () => {
      const how = response.writableFinished ? 'answered' : cut ? 'cut-by-provider' : 'gone';
      parts.note({ is: 'ended', n, how, ...answerOf(response), ...nameOf(fault) });
    });
    const pass = async () => {
      const answer = await forward(agent, parts.providerUrl, request);
      parts.note({ is: 'processed', n, status: answer.status });
      return answer;
    };
    await answerWith(fault, pass, response, closing.signal, () => {
      cut = true;
      response.socket?.resetAndDestroy();
    });
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goWrong: (wish) => {
      share = wish;
    },
    close() {
      closing.abort();
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerWith(
  fault: ProviderFault | undefined,
  pass: () => Promise<ProviderAnswer>,
  response: ServerResponse,
  signal: AbortSignal,
  cut: () => void,
): Promise<void> {
  switch (fault?.is) {
    case undefined:
      return write(response, await pass());
    case 'refused-for-now': {
      const headers =
        fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
      return write(response, { status: fault.status, headers, body: '{"error":"injected"}' });
    }
    case 'reset-before-processing':
      return cut();
    case 'hang':
      await sleep(hangMs, undefined, { signal, ref: false });
      return cut();
    case 'slow':
      await sleep(fault.ms, undefined, { signal });
      return write(response, await pass());
    case 'process-then-reset':
      await pass();
      return cut();
    case 'process-then-slow': {
      const answer = await pass();
      await sleep(fault.ms, undefined, { signal });
      return write(response, answer);
    }
    case 'process-then-garbage': {
      const { status } = await pass();
      return write(response, { status, headers: { 'content-type': 'text/html' }, body: '<h1>' });
    }
    default:
      fault satisfies never;
  }
}

function write(response: ServerResponse, { status, headers, body }: ProviderAnswer): void {
  response.statusCode = status;
  response.setHeader('content-type', headers['content-type'] ?? 'application/json');
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.end(body);
}

function answerOf(
  response: ServerResponse,
): Pick<RecordOf<'ended'>, 'status' | 'retryAfterMs'> | undefined {
  if (!response.headersSent) return undefined;
  const retryAfter = response.getHeader('retry-after');
  return {
    status: response.statusCode,
    ...(retryAfter !== undefined && { retryAfterMs: Number(retryAfter) * 1000 }),
  };
}

function nameOf(fault: ProviderFault | undefined): { injected?: string } {
  if (fault === undefined) return {};
  return { injected: fault.is === 'refused-for-now' ? `status-${fault.status}` : fault.is };
}

async function readRequest(incoming: IncomingMessage): Promise<Arrived> {
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://gate'),
    headers: incoming.headers,
    body: await readAll(incoming),
  };
}

async function forward(agent: Agent, to: string, request: Arrived): Promise<ProviderAnswer> {
  const { method, url, headers, body } = request;
  const { connection: _connection, host: _host, ...passed } = headers;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  open(to + url.pathname + url.search, { agent, method, headers: passed })
    .on('response', resolve)
    .on('error', reject)
    .end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await readAll(answer) };
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
