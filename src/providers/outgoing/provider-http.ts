import { Agent, type buildConnector, type Dispatcher } from 'undici';
import { type AddressGuard, notOnTheInternet } from './address-guard.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** The time from the call of `request` to the last byte of the answer. */
  readonly timeoutMs?: number;
}

export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** `because` is for people. It never contains an address, a header or words from the answer. */
export type HttpAnswer =
  | {
      readonly is: 'answered';
      readonly status: number;
      readonly headers: HttpHeaders;
      /** In lower case, without parameters; empty if the header is absent. */
      readonly contentType: string;
      readonly body: string;
    }
  /** No byte of the request was sent, so it was certainly not carried out. */
  | { readonly is: 'not-sent'; readonly because: string }
  /** The request or a part of it may have arrived, so it may have been carried out. */
  | { readonly is: 'no-answer'; readonly because: string };

export interface ProviderHttp {
  /** The promise never rejects. Redirects are returned as answers and not followed. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Waits for the open requests, at most until their deadlines. */
  close(): Promise<void>;
}

export interface ProviderHttpOptions {
  /** Decides where requests may go. Without a guard they may go anywhere. */
  readonly guard?: Pick<AddressGuard, 'problemWith' | 'lookup'>;
  /** How sockets are opened. */
  readonly connect?: Partial<buildConnector.BuildOptions>;
  /** The deadline of a request that has none of its own, and of opening a connection. */
  readonly timeoutMs?: number;
  readonly connectionsPerOrigin?: number;
  /** The maximum number of requests to one origin that are open or wait for a connection. More are not sent. */
  readonly requestsPerOrigin?: number;
}

const answerLimitBytes = 64 * 1024;

export function createProviderHttp(options: ProviderHttpOptions = {}): ProviderHttp {
  const timeoutMs = options.timeoutMs ?? 2000;
  const requestsPerOrigin = options.requestsPerOrigin ?? 1024;
  const agent = openAgent(options, timeoutMs);
  const underWay = new Map<string, number>();

  async function request(request: HttpRequest): Promise<HttpAnswer> {
    const url = URL.parse(request.url);
    if (!url) return { is: 'not-sent', because: 'the address is not a URL' };
    const problem = options.guard?.problemWith(request.url) ?? null;
    if (problem !== null) return { is: 'not-sent', because: problem };
    const before = underWay.get(url.origin) ?? 0;
    if (before >= requestsPerOrigin) {
      return { is: 'not-sent', because: 'too many requests to this provider are waiting' };
    }
    underWay.set(url.origin, before + 1);
    try {
      return await attempt(agent, url, { ...request, timeoutMs: request.timeoutMs ?? timeoutMs });
    } finally {
      const left = (underWay.get(url.origin) ?? 1) - 1;
      if (left > 0) underWay.set(url.origin, left);
      else underWay.delete(url.origin);
    }
  }

  let closed: Promise<void> | undefined;
  function close(): Promise<void> {
    closed ??= agent.close();
    return closed;
  }

  return { request, close };
}

function openAgent(options: ProviderHttpOptions, timeoutMs: number): Agent {
  return new Agent({
    connections: options.connectionsPerOrigin ?? 64,
    // A connection has one request at a time, so that aborting a request does not break another one.
    pipelining: 1,
    allowH2: false,
    connect: {
      timeout: timeoutMs,
      ...(options.guard && { lookup: options.guard.lookup }),
      ...options.connect,
    },
    // The time is short, because the outcome of a request is unknown if the other side has just closed its idle connection.
    keepAliveTimeout: 4000,
    // Off, because `attempt` has one deadline for the whole request.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

type Attempt = HttpRequest & { readonly timeoutMs: number };

/**
 * undici calls `onRequestStart` when it has a connection and before it writes. So a request that failed before that was certainly
 * not sent, whatever its error is.
 */
function attempt(agent: Agent, url: URL, request: Attempt): Promise<HttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
  let started: Dispatcher.DispatchController | undefined;
  let isOver = false;

  const settle = (answer: HttpAnswer) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
    resolve(answer);
  };
  const giveUp = (because: string) => {
    settle({ is: started ? 'no-answer' : 'not-sent', because });
    started?.abort(new Error(because));
  };
  const onAbort = () => giveUp('the request was called off');
  const timer = setTimeout(
    () => giveUp(started ? 'no answer came in time' : 'no connection in time'),
    request.timeoutMs,
  );
  request.signal?.addEventListener('abort', onAbort);
  if (request.signal?.aborted) onAbort();
  else {
    agent.dispatch(dispatchOptions(url, request), {
      ...answerReader(settle, giveUp),
      onRequestStart(controller) {
        if (isOver) return controller.abort(new Error('too late'));
        started = controller;
      },
      onResponseError: (_controller, error) => giveUp(reasonOf(error)),
    });
  }
  return promise;
}

function dispatchOptions(url: URL, request: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: { 'user-agent': 'calls-subgraph', ...request.headers },
    body: request.body ?? null,
  };
}

function answerReader(
  settle: (answer: HttpAnswer) => void,
  giveUp: (because: string) => void,
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let status = 0;
  let headers: HttpHeaders = {};
  return {
    onResponseStart(_controller, statusCode, responseHeaders) {
      status = statusCode;
      headers = responseHeaders;
    },
    onResponseData(_controller, chunk) {
      bytes += chunk.length;
      if (bytes > answerLimitBytes) giveUp('the answer is too large');
      else chunks.push(chunk);
    },
    onResponseEnd() {
      const body = Buffer.concat(chunks).toString('utf8');
      settle({ is: 'answered', status, headers, contentType: contentTypeOf(headers), body });
    },
  };
}

function contentTypeOf(headers: HttpHeaders): string {
  const value = headers['content-type'];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Uses only the code of the error, because its message may quote the request. */
function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
    case 'ESERVFAIL':
    case 'EREFUSED':
    case 'ETIMEOUT':
    case 'ECANCELLED':
    case 'EAI_AGAIN':
      return 'the host name could not be resolved';
    case 'ERR_ADDRESS_REFUSED':
      return notOnTheInternet;
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'no connection in time';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'the connection broke';
    case 'UND_ERR_INVALID_ARG':
      return 'the request cannot be written as HTTP';
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return 'this service is shutting down';
    default:
      return /^[A-Z_]+$/.test(code) ? `the connection failed (${code})` : 'the connection failed';
  }
}
