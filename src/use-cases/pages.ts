import { RequestError } from '../access/errors.ts';
import type { Page, PageRequest } from './calls.ts';

/** Takes one element more than the page has, which tells whether there is a next page. */
export function pageOf<Node>(
  nodes: readonly Node[],
  request: PageRequest,
  cursorOf: (node: Node) => string,
): Page<Node> {
  return {
    edges: nodes.slice(0, request.first).map((node) => ({ node, cursor: cursorOf(node) })),
    hasNextPage: nodes.length > request.first,
    hasPreviousPage: isGiven(request.after),
  };
}

/** An empty cursor is given, and is not valid: a client that has lost its cursor must not start over unnoticed. */
export function isGiven(after: PageRequest['after']): after is string {
  return after !== undefined && after !== null;
}

export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

export function decodeCursorOrThrow(cursor: string, count: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isComplete = Array.isArray(parts) && parts.length === count;
    if (isComplete && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Not JSON, so not a cursor of this service.
  }
  throw badCursor();
}

export function badCursor(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'The argument `after` is not a cursor of this list. Pass an `endCursor` or `cursor` exactly as you got it, or leave it out.',
    { argument: 'after' },
  );
}
