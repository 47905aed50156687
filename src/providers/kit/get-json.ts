import type { HttpAnswer, ProviderHttp } from '../outgoing/provider-http.ts';

export type GetJson = (url: string, signal: AbortSignal) => Promise<HttpAnswer>;

/** Returns a function that asks for JSON, with these additional headers. */
export function jsonGetter(
  http: ProviderHttp,
  headers: Readonly<Record<string, string>> = {},
): GetJson {
  return (url, signal) =>
    http.request({
      method: 'GET',
      url,
      headers: { accept: 'application/json', ...headers },
      signal,
    });
}
