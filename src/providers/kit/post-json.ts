import type { HttpAnswer, ProviderHttp } from '../outgoing/provider-http.ts';

export type PostJson = (url: string, body: object, signal: AbortSignal) => Promise<HttpAnswer>;

/** Returns a function that posts JSON and asks for JSON, with these additional headers. */
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
