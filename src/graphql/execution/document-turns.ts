import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Limits } from '../limits.ts';
import { parseWithin, withCode } from './document-cache.ts';
import { findShapeProblem } from './document-shape.ts';
import type { DocumentStore } from './document-store.ts';
import { isNestedTooDeeply } from './nesting.ts';

/**
 * Admits new documents one after the other, each in its own turn of the event loop. Validating a document blocks the
 * process, and twenty documents at once must not delay the health check, or other clients, twenty times as long.
 * A document that the store holds needs no turn, because it is not validated again.
 */
export interface DocumentTurns {
  /** Resolves to the error with which the document is refused before it is validated, or to null. */
  admit(query: string): Promise<GraphQLError | null>;
}

export function createDocumentTurns(limits: Limits, store: DocumentStore): DocumentTurns {
  let lastTurn: Promise<unknown> = Promise.resolve();
  return {
    async admit(query) {
      if (store.get(query)) return null;
      if (isNestedTooDeeply(query)) return tooDeep();
      const turn = lastTurn.then(() => nextTurn());
      lastTurn = turn;
      await turn;
      // Many clients may send the same document at once, such as after a restart.
      if (store.get(query)) return null;
      const document = parseWithin(query, limits.tokens);
      // The later validation reports a syntax error.
      if (document instanceof GraphQLError) return null;
      const problem = findShapeProblem(document, limits);
      return problem ? withCode(new GraphQLError(problem), 'GRAPHQL_VALIDATION_FAILED') : null;
    },
  };
}

function tooDeep(): GraphQLError {
  const message = 'The brackets of this document are nested too deeply. Pass values as variables.';
  return withCode(new GraphQLError(message), 'GRAPHQL_PARSE_FAILED');
}
