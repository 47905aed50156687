import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { projectRoot } from '../project-root.ts';
import { requireCompleteTable } from './authorization/needs.ts';
import { withScopeDirectives } from './authorization/scope-directives.ts';
import { withCostDirectives } from './execution/cost-directives.ts';
import { measureTexts } from './execution/response-size.ts';
import { makeEntitiesSafe } from './execution/safe-entities.ts';
import { resolvers } from './resolvers/index.ts';

const folder = new URL('schema/', projectRoot);

/** All files of `schema/` as one document, with directives that tell what every field needs and costs. */
export function readTypeDefs(): DocumentNode {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const texts = names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'));
  return withCostDirectives(withScopeDirectives(parse(texts.join('\n'))));
}

export function buildSchema(maxRepresentations: number): GraphQLSchema {
  const schema = buildSubgraphSchema([
    { typeDefs: readTypeDefs(), resolvers: resolvers as GraphQLResolverMap },
  ]);
  requireCompleteTable(schema);
  makeEntitiesSafe(schema, maxRepresentations);
  measureTexts(schema);
  return schema;
}
