import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { projectRoot } from '../project-root.ts';
import { requireCompleteTable } from './authorization/needs.ts';
import { withScopeDirectives } from './authorization/scope-directives.ts';
import { withCostDirectives } from './execution/cost-directives.ts';
import { measureTexts } from './execution/response-size.ts';
import { type EntityResolvers, makeEntitiesSafe } from './execution/safe-entities.ts';
import { resolvers } from './resolvers/index.ts';

const folder = new URL('schema/', projectRoot);

/** All files of `schema/` as one document, with the cost of each field and, with `scopesInSchema`, the scopes that it needs. */
export function readTypeDefs(scopesInSchema = true): DocumentNode {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const texts = names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'));
  return withCostDirectives(withScopeDirectives(parse(texts.join('\n')), scopesInSchema));
}

/** With `scopesInSchema`, routers read the scopes that each field needs and enforce them, with tokens that they verify themselves. */
export function buildSchema(maxRepresentations: number, scopesInSchema = true): GraphQLSchema {
  const typeDefs = readTypeDefs(scopesInSchema);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap }]);
  // Throws if the table of scopes lacks a field.
  requireCompleteTable(schema);
  // Of the at most `maxRepresentations` entities that a router asks for at once, each fails by itself.
  makeEntitiesSafe(schema, resolvers as EntityResolvers, maxRepresentations);
  // Counts the characters of every text towards the limit of a response.
  measureTexts(schema);
  return schema;
}
