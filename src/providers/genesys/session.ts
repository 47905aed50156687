import type { HttpAnswer, HttpRequest, ProviderHttp } from '../outgoing/provider-http.ts';
import { basicAuthorization, type GenesysAccount } from './account.ts';
import { createCookies } from './cookies.ts';

export interface SessionRequest {
  readonly method: 'GET' | 'POST';
  /** The path, which is appended to the base URL. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/** A signed-in session. It adds its cookies to every request, and its CSRF token to every one but a GET. */
export interface Session {
  /** `over` is another HTTP client than that of the session, for long polls. */
  send(request: SessionRequest, over?: ProviderHttp): Promise<HttpAnswer>;
}

export type Opening =
  | { readonly is: 'open'; readonly session: Session }
  /** Signing in failed, and this is the answer to it. */
  | { readonly is: 'closed'; readonly answer: HttpAnswer };

/**
 * Signs in. The answer also has the token against cross-site request forgery (CSRF), unless the site has switched this
 * protection off.
 */
export async function openSession(
  http: ProviderHttp,
  account: GenesysAccount,
  signal: AbortSignal,
): Promise<Opening> {
  const cookies = createCookies();
  let csrf: Readonly<Record<string, string>> = {};

  async function send(request: SessionRequest, over = http): Promise<HttpAnswer> {
    const answer = await over.request(toHttpRequest(account, request, cookies.header(), csrf));
    if (answer.is === 'answered') cookies.absorb(answer.headers);
    return answer;
  }

  const answer = await send({ method: 'GET', path: '/api/v2/me', signal });
  if (answer.is !== 'answered' || answer.status !== 200) return { is: 'closed', answer };
  csrf = csrfIn(answer.headers);
  return { is: 'open', session: { send } };
}

function toHttpRequest(
  account: GenesysAccount,
  { method, path, body, signal, timeoutMs }: SessionRequest,
  cookie: string,
  csrf: Readonly<Record<string, string>>,
): HttpRequest {
  return {
    method,
    url: account.baseUrl + path,
    headers: {
      accept: 'application/json',
      authorization: basicAuthorization(account),
      ...(cookie && { cookie }),
      ...(method !== 'GET' && csrf),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** The header `x-csrf-header` names the header that has the token. */
function csrfIn(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const name = headers['x-csrf-header'];
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) return {};
  const token = headers[name.toLowerCase()];
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(token)) return {};
  return { [name.toLowerCase()]: token };
}
