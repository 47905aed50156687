import type { CursorKind, CursorSeal } from '../access/cursor-seal.ts';
import { RequestError } from '../access/errors.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Page, PageRequest } from './calls.ts';

/** `nodes` must be read with a limit of `first + 1`: the additional node shows that there is a next page. */
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

/**
 * An empty string counts as a cursor, and then fails as invalid: a client that lost its cursor must not start over
 * unnoticed.
 */
export function isGiven(after: PageRequest['after']): after is string {
  return after !== undefined && after !== null;
}

/**
 * Cursors of one list, valid for the viewer's tenant. `parts` are the values by which the list is sorted. The cursor of an event is
 * another one: its position in the journal (`createEventCursors`).
 */
export interface ListCursors {
  encode(parts: readonly string[]): string;
  decodeOrThrow(cursor: string): string[];
}

export function listCursors(
  seal: CursorSeal,
  kind: Exclude<CursorKind, 'event'>,
  { tenantId }: Viewer,
): ListCursors {
  return {
    encode: (parts) => seal.seal(kind, tenantId, Buffer.from(JSON.stringify(parts))),
    decodeOrThrow(cursor) {
      const opened = seal.open(kind, tenantId, cursor);
      if (opened.is !== 'opened') throw badCursor();
      return JSON.parse(opened.plain.toString());
    },
  };
}

export function badCursor(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'The argument `after` is not a cursor of this list. Pass an `endCursor` or `cursor` exactly as you got it, or leave it out.',
    { argument: 'after' },
  );
}
