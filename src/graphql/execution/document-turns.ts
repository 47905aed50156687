import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Limits } from '../limits.ts';
import { parseWithin, withCode } from './document-cache.ts';
import { findShapeProblem } from './document-shape.ts';

/**
 * Lets documents that were not seen before in one after the other, with a turn of the event loop between them: what
 * validating one costs, twenty at once must not cost the health check, or other clients, twenty times.
 */
export interface DocumentTurns {
  /** The error with which a document is refused before it is validated, or null. */
  admit(query: string): Promise<GraphQLError | null>;
  /** The document was valid, so validating it again costs nothing. */
  wasValid(query: string): void;
}

const maxKnown = 500;
const maxKnownCharacters = 16 * 1024;

export function createDocumentTurns(limits: Limits): DocumentTurns {
  const known = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    async admit(query) {
      if (known.has(query)) return null;
      const turn = last.then(() => nextTurn());
      last = turn;
      await turn;
      const document = parseWithin(query, limits.tokens);
      // A syntax error ends the parsing, and is reported with the others.
      if (document instanceof GraphQLError) return null;
      const problem = findShapeProblem(document, limits);
      return problem ? withCode(new GraphQLError(problem), 'GRAPHQL_VALIDATION_FAILED') : null;
    },
    wasValid(query) {
      if (query.length > maxKnownCharacters || known.has(query)) return;
      const [oldest] = known;
      if (known.size >= maxKnown && oldest !== undefined) known.delete(oldest);
      known.add(query);
    },
  };
}
