export const graphqlUrl = new URL('graphql', document.baseURI);

/** The service answered with errors, or did not answer. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';
  readonly code: string;
  /** The messages of all errors; `message` is that of the first. */
  readonly messages: readonly string[];

  constructor(code: string, message: string, messages: readonly string[] = [message]) {
    super(message);
    this.code = code;
    this.messages = messages;
  }
}

interface ResponseError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

const withinMs = 20_000;

/** By how much the clock of this machine is ahead of the service's. */
export const clock = { aheadMs: 0 };

/** Sends one GraphQL operation, and returns its data. Throws a `ServiceProblem`. */
export async function ask<Data>(
  key: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(withinMs),
  }).catch(() => {
    throw new ServiceProblem('UNREACHABLE', 'The service does not answer. Try again in a moment.');
  });
  setClock(response.headers.get('date'));
  const answer = await response.json().catch(() => {
    throw new ServiceProblem('UNREADABLE', `The service answered ${response.status}.`);
  });
  const errors: ResponseError[] = answer.errors ?? [];
  const [error] = errors;
  if (error === undefined) return answer.data;
  const messages = errors.map(({ message }) => message);
  throw new ServiceProblem(error.extensions?.code ?? 'FAILED', error.message, messages);
}

/** The header has whole seconds, so only a clock that is clearly wrong is corrected. */
function setClock(date: string | null): void {
  if (date === null) return;
  const aheadMs = Date.now() - Date.parse(date);
  clock.aheadMs = Math.abs(aheadMs) > 2500 ? aheadMs : 0;
}

/** The service's time, in milliseconds. */
export const now = () => Date.now() - clock.aheadMs;
