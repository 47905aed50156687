import type { HttpAnswer, ProviderHttp } from '../outgoing/provider-http.ts';

export type PostJson = (url: string, body: object, signal: AbortSignal) => Promise<HttpAnswer>;

/** Posts JSON and asks for JSON, with these headers beside. */
export function jsonPoster(
  http: ProviderHttp,
  headers: Readonly<Record<string, string>> = {},
): PostJson {
  return (url, body, signal) =>
    http.request({
      method: 'POST',
      url,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
}
