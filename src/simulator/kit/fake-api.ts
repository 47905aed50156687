import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaults, type Fault, type Faults, garbage } from './fault.ts';

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

export interface FakeApi<Operation extends string> {
  readonly url: string;
  readonly faults: Faults<Operation>;
  /** Resets all open connections. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** `process` carries out a request and returns the answer; `operationOf` selects the faults for a request. */
export interface ApiBehaviour<Operation extends string> {
  operationOf(request: ApiRequest): Operation;
  /** Called for each request before it is processed. `ended` resolves when its answer is complete or its connection is closed. */
  see(request: ApiRequest, ended: Promise<void>): void;
  process(request: ApiRequest): ApiAnswer;
  /** Handles a request that does not belong to the API, such as a long poll, before its body is read. Returns whether it did. */
  takesOver?(request: IncomingMessage, response: ServerResponse): boolean;
}

const bodyLimitBytes = 256 * 1024;
/** Longer than any client waits. */
const hangLimitMs = 60_000;

/** A provider's HTTP API on a port of its own, with the faults that tests order. */
export async function startFakeApi<Operation extends string>(
  behaviour: ApiBehaviour<Operation>,
  port: number,
): Promise<FakeApi<Operation>> {
  const faults = createFaults<Operation>();
  const closing = new AbortController();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    if (behaviour.takesOver?.(request, response)) return;
    answer(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse) {
    const request = await readRequest(incoming);
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    behaviour.see(request, ended);
    const fault = faults.next(behaviour.operationOf(request));
    await answerWith(fault, () => behaviour.process(request), response, closing.signal);
  }

  server.listen(port, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    dropConnections() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close() {
      closing.abort();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerWith(
  fault: Fault | undefined,
  process: () => ApiAnswer,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  switch (fault?.is) {
    case undefined:
      return write(response, process());
    case 'slow':
      await sleep(fault.ms, undefined, { signal });
      return write(response, process());
    case 'status': {
      const { status, body = {}, headers } = fault;
      return write(response, { status, body, headers });
    }
    case 'reset-before-processing':
      response.socket?.resetAndDestroy();
      return;
    case 'process-then-reset':
      process();
      response.socket?.resetAndDestroy();
      return;
    case 'process-then-slow': {
      const answer = process();
      await sleep(fault.ms, undefined, { signal });
      return write(response, answer);
    }
    case 'process-then-held': {
      const answer = process();
      await fault.until;
      return write(response, answer);
    }
    case 'held':
      await fault.until;
      return answerWith(fault.then, process, response, signal);
    case 'hang':
      await sleep(hangLimitMs, undefined, { signal });
      response.destroy();
      return;
    case 'garbage': {
      process();
      const [type, body] = garbage[fault.body];
      response.writeHead(200, { 'content-type': type }).end(body);
      return;
    }
    default:
      fault satisfies never;
  }
}

function write(response: ServerResponse, { status, body, headers }: ApiAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > bodyLimitBytes) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://simulator'),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
