import { entitiesResolver } from '@apollo/subgraph';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import { isLookedUp, requireEntityNeeds } from '../authorization/require-needs.ts';
import { requireFederation } from '../guard/federation.ts';
import type { GraphqlContext } from './context.ts';

/**
 * Replaces the resolver of `_entities` by one in which each representation fails separately. The generated resolver throws
 * at the first unknown `__typename` and abandons the lookups that it has started. If an abandoned lookup fails later, the
 * unhandled rejection ends the Node process.
 */
export function makeEntitiesSafe(schema: GraphQLSchema, maxRepresentations: number): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  if (!entities) throw new Error('The schema has no field `_entities`.');
  entities.resolve = (_source, args, context: GraphqlContext, info) => {
    requireFederation(context.federation);
    const representations: readonly unknown[] = args.representations;
    if (representations.length > maxRepresentations) throw tooMany(maxRepresentations);
    return representations.map((one) => resolveOne(one, context, info));
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

async function resolveOne(
  representation: unknown,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  try {
    const typeName = entityNameOf(representation, info.schema);
    requireEntityNeeds(typeName, context.viewer);
    const [entity] = entitiesResolver({ representations: [representation], context, info });
    return await entity;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function entityNameOf(representation: unknown, schema: GraphQLSchema): string {
  const typename = Object(representation).__typename;
  const entity = schema.getType('_Entity');
  const type = typeof typename === 'string' ? schema.getType(typename) : undefined;
  const isEntity = type && entity && schema.isSubType(entity as never, type as never);
  if (isEntity && isLookedUp(type.name)) return type.name;
  throw new RequestError(
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
