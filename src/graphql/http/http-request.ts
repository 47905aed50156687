import type { IncomingMessage } from 'node:http';
import { readBody } from '../../read-body.ts';
import type { OperationRequest } from '../execution/operations.ts';

export interface Refusal {
  readonly is: 'refused';
  readonly status: number;
  readonly message: string;
}

/** What one HTTP request asks of `/graphql`. */
export interface GraphqlRequest {
  readonly is: 'request';
  readonly method: 'GET' | 'POST';
  /** The query string with its `?`, or empty. A GET has its operation here. */
  readonly search: string;
  /** The parsed JSON of a POST. It is not checked yet. */
  readonly body: unknown;
}

export async function readGraphqlRequest(
  request: IncomingMessage,
  limits: { readonly bodyBytes: number; readonly bodyMs: number },
): Promise<GraphqlRequest | Refusal> {
  const url = request.url ?? '';
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  if (request.method === 'GET' || request.method === 'HEAD') {
    return { is: 'request', method: 'GET', search, body: undefined };
  }
  if (request.method !== 'POST') return refuse(405, 'Use POST or GET.');
  const problem = findHeaderProblem(request);
  if (problem) return problem;
  const body = await readBody(request, limits.bodyBytes, limits.bodyMs);
  switch (body.is) {
    case 'read':
      return readJson(body.bytes.toString('utf8'), search);
    case 'too-large':
      return refuse(413, `The body is larger than ${limits.bodyBytes} bytes.`);
    case 'too-slow':
      return refuse(408, 'The body did not arrive in time.');
    case 'crowded-out':
      return refuse(503, 'Too many bodies are arriving at once. Send it again.');
    case 'aborted':
      return refuse(400, 'The connection ended before the body was complete.');
  }
}

function findHeaderProblem({ headers }: IncomingMessage): Refusal | undefined {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (type?.trim() !== 'application/json') {
    return refuse(415, 'Send JSON with `content-type: application/json`.');
  }
  if (charset && !/^charset="?utf-?8"?$/.test(charset)) return refuse(415, 'Send JSON in UTF-8.');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refuse(415, 'Send the body without content-encoding.');
  return undefined;
}

function readJson(text: string, search: string): GraphqlRequest | Refusal {
  try {
    return { is: 'request', method: 'POST', search, body: JSON.parse(text) };
  } catch (error) {
    return refuse(400, `The body is not JSON: ${(error as Error).message}`);
  }
}

export interface OperationRead {
  readonly is: 'read';
  readonly operation: OperationRequest;
}

/** Reads the operation for what does not use Apollo Server: the first checks, event streams and callbacks. */
export function operationOf(request: GraphqlRequest): OperationRead | Refusal {
  const fields =
    request.method === 'POST' ? request.body : fieldsOfSearch(new URLSearchParams(request.search));
  if (fields === null || typeof fields !== 'object') return refuse(400, 'Send a JSON object.');
  const { query, variables = null, operationName = null } = fields as Record<string, unknown>;
  if (typeof query !== 'string') return refuse(400, '`query` must be a string.');
  if (typeof variables !== 'object' || Array.isArray(variables)) {
    return refuse(400, '`variables` must be an object.');
  }
  if (operationName !== null && typeof operationName !== 'string') {
    return refuse(400, '`operationName` must be a string.');
  }
  const operation = { query, variables: variables as OperationRequest['variables'], operationName };
  return { is: 'read', operation };
}

function fieldsOfSearch(search: URLSearchParams): Record<string, unknown> {
  const { variables, ...fields } = Object.fromEntries(search);
  if (variables === undefined) return fields;
  try {
    return { ...fields, variables: JSON.parse(variables) };
  } catch {
    // A text is no object, so `operationOf` refuses it.
    return { ...fields, variables: 'not JSON' };
  }
}

function refuse(status: number, message: string): Refusal {
  return { is: 'refused', status, message };
}
