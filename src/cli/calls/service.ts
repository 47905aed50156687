import { readClientConfig } from '../../config.ts';
import { keyOfDemo } from '../../start/local-secrets.ts';
import { type Options, Refusal, UsageError } from './command.ts';
import { fetchWhole } from './fetch-whole.ts';
import { objectIn } from './object-in.ts';

/** A running service, asked over GraphQL as any client asks it. */
export interface Service {
  readonly url: string;
  readonly key: string;
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
}

const deadlineMs = 10_000;

/** The exit code of a command that did not reach a service, or reached something else. */
export const notReached = 3;

export function openService(options: Options): Service {
  const { url, key } = addressFrom(options);
  return {
    url,
    key,
    async ask<Data>(query: string, variables = {}) {
      const answer = await post(url, key, { query, variables });
      const [error] = answer.errors ?? [];
      if (error) throw refusalFor(error);
      return answer.data as Data;
    },
  };
}

export function addressFrom(options: Options): { readonly url: string; readonly key: string } {
  const config = readClientConfig(options.environment);
  const url = baseOf(options.text('url') ?? config.url);
  // The demo's key is for this machine alone: it must not leave for another host.
  const demoKey = isHere(new URL(url).hostname) ? keyOfDemo(config.dataDirectory) : null;
  const key = options.text('key') ?? config.key ?? demoKey;
  if (key) return { url, key };
  throw new UsageError(
    'No API key: set CALLS_KEY or give --key. `npm run key` makes one where the database is.',
  );
}

/** The address of the service, from a URL that may also be that of its GraphQL endpoint. */
function baseOf(text: string): string {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isHttp)
    throw new UsageError(`${text} is no address; give one such as https://calls.example.com.`);
  return `${url.origin}${url.pathname.replace(/\/(graphql)?$/, '')}`;
}

/** Whether the host is this machine. */
export function isHere(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

interface Answer {
  readonly data?: object | null;
  readonly errors?: readonly GraphqlError[] | null;
}

async function post(url: string, key: string, body: object): Promise<Answer> {
  const { status, text } = await fetchWhole(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deadlineMs),
  }).catch((error: Error) => {
    throw new Refusal(`${url} cannot be reached (${reasonOf(error)}). ${whatToDo}`, notReached);
  });
  const answer = objectIn(text);
  if (isAnswer(answer)) return answer;
  throw new Refusal(
    `${url}/graphql answered ${status} without data or errors: is this the calls service?`,
    notReached,
  );
}

/** Whether a JSON object is the answer of a GraphQL service: with an error that says something, or else with data. */
function isAnswer(answer: {
  readonly data?: unknown;
  readonly errors?: unknown;
}): answer is Answer {
  const { data } = answer;
  const errors = answer.errors ?? [];
  if (!Array.isArray(errors)) return false;
  if (errors.length > 0) return typeof errors[0]?.message === 'string';
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export const whatToDo = 'Is the service running? `--url` or CALLS_URL says where.';

/** The message of the cause, because that of `fetch` itself is always "fetch failed". */
export function reasonOf(error: Error): string {
  const { cause } = error;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  return inner instanceof Error ? inner.message : error.message;
}

function refusalFor({ message, extensions }: GraphqlError): Refusal {
  const code = extensions?.code;
  if (code === 'UNAUTHENTICATED') {
    return new Refusal(
      `The service does not know this key. Give another one with --key or CALLS_KEY.`,
    );
  }
  return new Refusal(code ? `${message} (${code})` : message);
}
