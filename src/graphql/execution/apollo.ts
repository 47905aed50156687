import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import { toGraphQLError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { refuseNulls } from '../null-arguments.ts';
import { type GraphqlContext, keyMissing } from './context.ts';
import { shapeRule } from './depth-and-alias-rule.ts';
import type { Engine } from './operations.ts';
import { requireAffordable } from './query-cost.ts';

export function createApollo(engine: Engine, limits: Limits): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema: engine.schema,
    introspection: true,
    // Keys travel in headers that browsers never add by themselves: there is nothing to forge a request with.
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [shapeRule(limits)],
    formatError: (formatted, error) => engine.formatError(withCodeOf(formatted, error)),
    logger: apolloLogger(engine.log),
    plugins: [
      // It would hook into every field, and this schema has no `@cacheControl`.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      gate(engine),
    ],
  });
}

/** Checks an operation once it is known and before it runs. */
function gate(engine: Engine): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, request, contextValue }) => {
        try {
          if (contextValue.isAnonymous && !isOpenToAll(operation)) throw keyMissing();
          if (!operation) return;
          if (operation.operation === 'subscription') throw wrongTransport();
          const variables = request.variables ?? {};
          const asked = { schema: engine.schema, document, operation, variables };
          refuseNulls(asked);
          requireAffordable(asked, engine.maxCost);
        } catch (error) {
          throw error instanceof RequestError ? toGraphQLError(error) : error;
        }
      },
    }),
  };
}

/** Routers and composers read the schema before anybody has given them a key; it is no secret. */
function isOpenToAll(operation: OperationDefinitionNode | undefined): boolean {
  if (operation?.operation !== 'query') return false;
  return operation.selectionSet.selections.every(
    (selection) =>
      selection.kind === 'Field' &&
      (selection.name.value === '_service' || selection.name.value === '__typename'),
  );
}

function wrongTransport(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'A subscription needs a websocket (graphql-transport-ws) or server-sent events (`accept: text/event-stream`).',
  );
}

/** Apollo Server gives its own errors their code only in the formatted copy. */
function withCodeOf(formatted: { extensions?: Record<string, unknown> }, error: unknown): unknown {
  if (error instanceof GraphQLError) error.extensions.code ??= formatted.extensions?.code;
  return error;
}

function apolloLogger(log: Log) {
  return {
    debug() {},
    info: (message: unknown) => log.info(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown) => log.error(String(message)),
  };
}
