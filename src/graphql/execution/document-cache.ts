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
import type { DocumentStore } from './document-store.ts';

/** Returns the parsed document, or the errors for which it is refused. */
export type DocumentCache = (query: string) => ParsedDocument | InvalidOperation;

export interface ParsedDocument {
  readonly is: 'parsed';
  readonly document: DocumentNode;
}

/** An operation that is not executed, with the errors for its client. */
export interface InvalidOperation {
  readonly is: 'invalid';
  readonly errors: readonly GraphQLError[];
}

/** Validation stops after this many errors: for each, graphql-js searches the schema for similar names. */
export const maxErrors = 20;

/** Parses and validates documents of websockets, event streams and callbacks. For plain HTTP, Apollo Server does, with the same rules. */
export function createDocumentCache(
  store: DocumentStore,
  schema: GraphQLSchema,
  limits: Limits,
  introspection = true,
): DocumentCache {
  const rules = [
    ...specifiedRules,
    documentShapeRule(limits),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];

  return (query) => {
    const cached = store.get(query);
    if (cached) return { is: 'parsed', document: cached };
    const document = parseWithin(query, limits.tokens);
    if (document instanceof GraphQLError) return { is: 'invalid', errors: [document] };
    const errors = validate(schema, document, rules, { maxErrors });
    if (errors.length > 0) {
      return {
        is: 'invalid',
        errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')),
      };
    }
    store.add(query, document);
    return { is: 'parsed', document };
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

/** Sets the code, unless the error has one. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}
