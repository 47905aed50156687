import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import { isLookedUp, requireEntityNeeds } from '../authorization/require-needs.ts';
import { requireFederation } from '../guard/federation.ts';
import type { GraphqlContext } from './context.ts';

type ResolveReference = (
  reference: unknown,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
) => unknown;

export type EntityResolvers = Readonly<
  Record<string, { readonly __resolveReference?: ResolveReference }>
>;

/**
 * Replaces the resolver of `_entities` by one in which each representation fails separately. The generated resolver throws
 * at the first unknown `__typename` and abandons the lookups that it has started. If an abandoned lookup fails later, the
 * unhandled rejection ends the Node process. `_entities` and `_service` then also need the federation secret, if one is configured.
 */
export function makeEntitiesSafe(
  schema: GraphQLSchema,
  resolvers: EntityResolvers,
  maxRepresentations: number,
): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  if (!entities) throw new Error('The schema has no field `_entities`.');
  entities.resolve = (_source, args, context: GraphqlContext, info) => {
    requireFederation(context.federation);
    const representations: readonly unknown[] = args.representations;
    if (representations.length > maxRepresentations) throw tooMany(maxRepresentations);
    // Awaited together: graphql-js takes several turns of the event loop for each promise in a list.
    return Promise.all(
      representations.map((representation) => resolveOne(resolvers, representation, context, info)),
    );
  };
  requireFederationForService(schema);
}

function requireFederationForService(schema: GraphQLSchema): void {
  const service = schema.getQueryType()?.getFields()._service;
  const resolve = service?.resolve;
  if (!service || !resolve) throw new Error('The schema has no field `_service`.');
  service.resolve = (source, args, context: GraphqlContext, info) => {
    requireFederation(context.federation);
    return resolve(source, args, context, info);
  };
}

/** Returns an error instead of throwing it: graphql-js takes an Error in a list for the failure of that element alone. */
async function resolveOne(
  resolvers: EntityResolvers,
  representation: unknown,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  try {
    // A representation can be any JSON value, such as null, which has no fields.
    const { __typename } = Object(representation);
    const resolve =
      typeof __typename === 'string' &&
      isLookedUp(__typename) &&
      resolvers[__typename]?.__resolveReference;
    if (!resolve) throw notLookedUp();
    requireEntityNeeds(__typename, context.viewer);
    const entity = await resolve(representation, context, info);
    // Null if there is no such entity. Of any other, graphql-js finds the type by its `__typename`.
    return entity && { ...entity, __typename };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notLookedUp(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'The `__typename` of a representation must name an entity that this subgraph looks up.',
  );
}

function tooMany(max: number): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    `There are too many representations. Send at most ${max} in one request.`,
    {
      argument: 'representations',
    },
  );
}
