import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asset, type AssetName, createAssets, missingFor } from './assets.ts';

/** `missingFor` returns the packages that a page needs and that are not installed. */
export { type AssetName, missingFor };

/** Answers a request for one file of a page, such as `page.html` or `graphiql.js`. */
export type PageAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
) => Promise<void>;

/** The headers of a page. It may load the scripts of this service; scripts within the HTML do not run. */
const headers = {
  'content-security-policy': policyOf(''),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function policyOf(moreStyles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${moreStyles}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** GraphiQL's editor creates style sheets while it runs, so inline styles are allowed. */
const headersOfGraphiql = { ...headers, 'content-security-policy': policyOf(" 'unsafe-inline'") };

/** Answers requests for the files of the pages that are on. They are bundled at the first request and then kept in memory. */
export function createPage(which: readonly AssetName[]): PageAnswer {
  const assets = createAssets(which);
  return async (request, response, name) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answerText(response, 405, 'Only GET and HEAD.');
    }
    const asset = await assets.find(name);
    if (asset === undefined) return answerText(response, 404, 'There is no such file.');
    answerAsset(request, response, name, asset);
  };
}

function answerAsset(
  { method, headers: requestHeaders }: IncomingMessage,
  response: ServerResponse,
  name: string,
  { type, body, zipped, tag }: Asset,
): void {
  const isGraphiql = name.startsWith('graphiql');
  for (const [header, value] of Object.entries(isGraphiql ? headersOfGraphiql : headers)) {
    response.setHeader(header, value);
  }
  // The browser must check each time, because the files of a new release have the same addresses.
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('etag', tag);
  if (requestHeaders['if-none-match'] === tag) return void response.writeHead(304).end();
  const mayZip = /\bgzip\b/.test(String(requestHeaders['accept-encoding'] ?? ''));
  const sent = mayZip ? zipped : body;
  response.writeHead(200, {
    'content-type': type,
    'content-length': sent.length,
    ...(mayZip && { 'content-encoding': 'gzip' }),
  });
  response.end(method === 'HEAD' ? undefined : sent);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
