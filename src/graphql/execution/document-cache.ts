import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Limits } from '../limits.ts';
import { documentShapeRule } from './document-shape.ts';

export type DocumentCache = (query: string) => DocumentNode | readonly GraphQLError[];

const maxDocuments = 500;
/** Each costs a search for names that may have been meant. */
export const maxErrors = 20;
const maxCachedCharacters = 16 * 1024;

/** Parses and validates documents of websockets and event streams once. Apollo Server has its own cache for HTTP. */
export function createDocumentCache(
  schema: GraphQLSchema,
  limits: Limits,
  introspection = true,
): DocumentCache {
  const rules = [
    ...specifiedRules,
    documentShapeRule(limits),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const cache = new Map<string, DocumentNode>();

  return (query) => {
    const known = cache.get(query);
    if (known) {
      cache.delete(query);
      cache.set(query, known);
      return known;
    }
    const document = parseWithin(query, limits.tokens);
    if (document instanceof GraphQLError) return [document];
    const errors = validate(schema, document, rules, { maxErrors });
    if (errors.length > 0)
      return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    if (query.length <= maxCachedCharacters) remember(cache, query, document);
    return document;
  };
}

export function parseWithin(query: string, maxTokens: number): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function remember(cache: Map<string, DocumentNode>, query: string, document: DocumentNode): void {
  const [oldest] = cache.keys();
  if (cache.size >= maxDocuments && oldest !== undefined) cache.delete(oldest);
  cache.set(query, document);
}

export function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}
