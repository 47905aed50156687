import { RequestError } from '../../../access/errors.ts';
import type { Page, PageRequest } from '../../../use-cases/calls.ts';
import type { PageInfo } from '../../types.generated.ts';

interface Connection<Node> {
  edges: { node: Node; cursor: string }[];
  nodes: Node[];
  pageInfo: PageInfo;
}

export function toConnection<Node>(page: Page<Node>): Connection<Node> {
  return {
    edges: [...page.edges],
    nodes: page.edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.edges[0]?.cursor,
      endCursor: page.edges.at(-1)?.cursor,
    },
  };
}

/** Throws if `first` is not from 1 to `max`. */
export function readPage(
  { first, after }: { first: number; after?: string | null },
  max: number,
): PageRequest {
  if (first >= 1 && first <= max) return { first, after };
  throw new RequestError('BAD_USER_INPUT', `first: from 1 to ${max}.`, { argument: 'first' });
}
