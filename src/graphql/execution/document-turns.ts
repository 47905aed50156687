import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Limits } from '../limits.ts';
import { parseWithin, withCode } from './document-cache.ts';
import { findShapeProblem } from './document-shape.ts';
import { isNestedTooDeeply } from './nesting.ts';

/**
 * Admits new documents one after the other, each in its own turn of the event loop. Validating a document blocks the
 * process, and twenty documents at once must not delay the health check, or other clients, twenty times as long.
 */
export interface DocumentTurns {
  /** Resolves to the error with which the document is refused before it is validated, or to null. */
  admit(query: string): Promise<GraphQLError | null>;
  /** Notes that validation has passed. The document is then cached, so it needs no further turn, unless it is too long for that. */
  noteValid(query: string): void;
}

/** The number of documents that are remembered as valid. */
const maxRemembered = 500;
/** A longer document is not cached, so it needs a turn each time. */
const maxRememberedCharacters = 16 * 1024;

export function createDocumentTurns(limits: Limits): DocumentTurns {
  /** Valid documents, in the order in which they were added. */
  const valid = new Set<string>();
  let lastTurn: Promise<unknown> = Promise.resolve();
  return {
    async admit(query) {
      if (valid.has(query)) return null;
      if (isNestedTooDeeply(query)) return tooDeep();
      const turn = lastTurn.then(() => nextTurn());
      lastTurn = turn;
      await turn;
      const document = parseWithin(query, limits.tokens);
      // The later validation reports a syntax error.
      if (document instanceof GraphQLError) return null;
      const problem = findShapeProblem(document, limits);
      return problem ? withCode(new GraphQLError(problem), 'GRAPHQL_VALIDATION_FAILED') : null;
    },
    noteValid(query) {
      if (query.length > maxRememberedCharacters || valid.has(query)) return;
      const [oldest] = valid;
      if (valid.size >= maxRemembered && oldest !== undefined) valid.delete(oldest);
      valid.add(query);
    },
  };
}

function tooDeep(): GraphQLError {
  const message = 'The brackets of this document are nested too deeply. Pass values as variables.';
  return withCode(new GraphQLError(message), 'GRAPHQL_PARSE_FAILED');
}
