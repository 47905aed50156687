import { failureOf, StreamFailure } from './failure.ts';
import { readMessages } from './read-messages.ts';
import type { Operation, Payload, ResponseError, Transport } from './transport.ts';

type Headers = Readonly<Record<string, string>>;

export interface EventStreamOptions {
  readonly url: string;
  /** Called for each connection, so that it can give a fresh credential. */
  readonly headers?: Headers | (() => Headers | Promise<Headers>);
  /**
   * A stream that is silent for longer is given up; 40 seconds if left out. The service sends a comment every 12 seconds. The time that the
   * consumer takes for a response does not count.
   */
  readonly silenceMs?: number;
}

/** Server-sent events in "distinct connections" mode: one request for each operation. */
export function overEventStream(options: EventStreamOptions): Transport {
  return (operation, signal, onConnected) => run(options, operation, signal, onConnected);
}

async function* run(
  { url, headers = {}, silenceMs = 40_000 }: EventStreamOptions,
  operation: Operation,
  signal: AbortSignal,
  onConnected = () => {},
): AsyncGenerator<Payload> {
  const request = new AbortController();
  const abort = () => request.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence: Silence = {
    begins: () => {
      timer = setTimeout(abort, silenceMs);
    },
    ends: () => clearTimeout(timer),
  };
  if (signal.aborted) return;
  signal.addEventListener('abort', abort);
  silence.begins();
  try {
    const ownHeaders = typeof headers === 'function' ? await headers() : headers;
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...ownHeaders, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify(operation),
      signal: request.signal,
    });
    yield* payloadsOf(response, onConnected, silence);
  } catch (error) {
    if (signal.aborted) return;
    // If the caller has not ended the request and it is aborted, the timer did it.
    if (!request.signal.aborted) throw error;
    throw new StreamFailure(`The event stream was silent for ${silenceMs} ms.`, { cause: error });
  } finally {
    silence.ends();
    signal.removeEventListener('abort', abort);
    // Ends the request of a consumer that has stopped iterating.
    abort();
  }
}

/** Measures how long the server has sent nothing. */
interface Silence {
  begins(): void;
  ends(): void;
}

async function* payloadsOf(
  response: Response,
  onConnected: () => void,
  silence: Silence,
): AsyncGenerator<Payload> {
  const { body, status, headers } = response;
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) {
    throw refusalOf(status, await response.text());
  }
  silence.ends();
  onConnected();
  // A body that ends without `complete`, such as one that a proxy cuts short, is an end as well: `follow` resumes after either.
  for await (const { event, data } of readMessages(chunksOf(body, silence))) {
    if (event === 'complete') return;
    if (event === 'next') yield JSON.parse(data) as Payload;
  }
}

/** Uses a reader, because some browsers cannot iterate over a ReadableStream with `for await`. */
async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  silence: Silence,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    silence.begins();
    const { done, value } = await reader.read();
    silence.ends();
    if (done) return;
    yield value;
  }
}

function refusalOf(status: number, text: string): StreamFailure {
  const errors = errorsIn(text);
  if (errors) return failureOf(errors, status);
  return new StreamFailure(`The answer is no event stream; its status is ${status}.`, { status });
}

function errorsIn(text: string): readonly ResponseError[] | undefined {
  try {
    const { errors } = JSON.parse(text) as Payload;
    return Array.isArray(errors) && errors.length > 0 ? errors : undefined;
  } catch {
    return undefined;
  }
}
