import { type Agent, type IncomingMessage, request as open, type ServerResponse } from 'node:http';

export interface Arrived {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export async function readRequest(incoming: IncomingMessage): Promise<Arrived> {
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://gate'),
    headers: incoming.headers,
    body: await readAll(incoming),
  };
}

/** With a signal it is called off there as well when whoever asked is gone. */
export async function forward(
  agent: Agent,
  to: string,
  request: Arrived,
  signal?: AbortSignal,
): Promise<ProviderAnswer> {
  const { method, url, headers, body } = request;
  const { connection: _connection, host: _host, ...passed } = headers;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  open(to + url.pathname + url.search, { agent, method, headers: passed, signal })
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

// Of an answer's headers, those that mean something to us.
const passedOn = ['retry-after', 'set-cookie', 'x-csrf-header', 'x-csrf-token'] as const;

export function write(response: ServerResponse, { status, headers, body }: ProviderAnswer): void {
  response.statusCode = status;
  response.setHeader('content-type', headers['content-type'] ?? 'application/json');
  for (const name of passedOn) {
    const value = headers[name];
    if (value !== undefined) response.setHeader(name, value);
  }
  response.end(body);
}
