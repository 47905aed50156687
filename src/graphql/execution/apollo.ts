import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { GraphQLError } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import { requireNeeds } from '../authorization/require-needs.ts';
import { httpStatusOf, toGraphQLError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { refuseNulls } from '../null-arguments.ts';
import type { GraphqlContext } from './context.ts';
import { maxErrors } from './document-cache.ts';
import { documentShapeRule } from './document-shape.ts';
import { type Engine, noteCost } from './operations.ts';
import { requireAffordable } from './query-cost.ts';
import { tooLarge } from './response-size.ts';

export function createApollo(engine: Engine, limits: Limits): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema: engine.schema,
    introspection: engine.introspection,
    // A browser never adds a key to a request by itself, so another site cannot make it send an authenticated request.
    csrfPrevention: false,
    persistedQueries: false,
    documentStore: engine.documentStore.forApollo,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [documentShapeRule(limits)],
    validationOptions: { maxErrors },
    formatError: (formatted, error) => engine.formatError(withCodeOf(error, formatted)),
    logger: apolloLogger(engine.log),
    plugins: [
      // The cache control plugin wraps every resolver, and this schema has no `@cacheControl`.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      inlineTraces(),
      checkOperation(engine),
      tellUnavailable(),
    ],
  });
}

/** Adds the timings of our resolvers (`ftv1`) to the response, if the request has a federation secret. */
function inlineTraces(): ApolloServerPlugin<GraphqlContext> {
  const plugin = ApolloServerPluginInlineTrace();
  return {
    ...plugin,
    requestDidStart: async (request) =>
      request.contextValue.federation === 'with-secret'
        ? plugin.requestDidStart?.(request)
        : undefined,
  } as ApolloServerPlugin<GraphqlContext>;
}

/** Checks what validation cannot, because it depends on the viewer, the variables or the response. */
function checkOperation(engine: Engine): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, request, contextValue }) => {
        try {
          if (!operation) return;
          if (operation.operation === 'subscription') throw streamNeeded();
          const variables = request.variables ?? {};
          const checked = { schema: engine.schema, document, operation, variables };
          requireNeeds(checked, contextValue.viewer);
          refuseNulls(checked);
          requireAffordable(checked, engine.maxCost);
        } catch (error) {
          if (!(error instanceof RequestError)) throw error;
          // Only an operation that costs too much is counted as a refusal.
          noteCost(engine, error);
          throw toGraphQLError(error);
        }
      },
      willSendResponse: async ({ response: { http, body }, contextValue }) => {
        // The other kind of body, for incremental delivery, does not exist here.
        if (!contextValue.responseSize.isExceeded || body.kind !== 'single') return;
        const errors = [engine.formatError(tooLarge())];
        body.singleResult = { errors };
        http.status = httpStatusOf(errors);
      },
    }),
  };
}

/**
 * Gives an UNAVAILABLE response without data the status 503, so that clients and proxies know without its body that a retry
 * may succeed.
 */
function tellUnavailable(): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body, http } }) => {
        if (body.kind !== 'single' || body.singleResult.data) return;
        const codes = body.singleResult.errors?.map(({ extensions }) => extensions?.code);
        if (!codes?.includes('UNAVAILABLE')) return;
        http.status = 503;
        http.headers.set('retry-after', '1');
      },
    }),
  };
}

function streamNeeded(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'A subscription needs a websocket (graphql-transport-ws) or server-sent events (`accept: text/event-stream`).',
  );
}

/** Copies the code to the error, because Apollo Server sets the code of its own errors only in the formatted copy. */
function withCodeOf(error: unknown, formatted: { extensions?: Record<string, unknown> }): unknown {
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
