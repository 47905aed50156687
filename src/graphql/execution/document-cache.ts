import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Location,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import type { Limits } from '../limits.ts';
import { documentShapeRule } from './document-shape.ts';

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

/** The bound for the tokens of all cached documents together. Documents of so many tokens take about 20 MB. */
const maxCachedTokens = 100_000;
/** Validation stops after this many errors: for each, graphql-js searches the schema for similar names. */
export const maxErrors = 20;
/** A longer document is not cached. */
const maxCachedCharacters = 16 * 1024;

/** Parses and validates documents of websockets, event streams and callbacks once. Apollo Server has its own cache for HTTP. */
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
  const cache = createCache();

  return (query) => {
    const cached = cache.get(query);
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
    dropTokens(document);
    if (query.length <= maxCachedCharacters) cache.add(query, document);
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

/** Beyond the limit, the documents that were not used for the longest time are dropped. */
function createCache() {
  const documents = new Map<string, DocumentNode>();
  let tokens = 0;

  function drop(query: string): void {
    tokens -= documents.get(query)?.tokenCount ?? 0;
    documents.delete(query);
  }

  return {
    get(query: string): DocumentNode | undefined {
      const document = documents.get(query);
      if (!document) return undefined;
      // Moves the document to the end, because the first ones are dropped first.
      documents.delete(query);
      documents.set(query, document);
      return document;
    },
    add(query: string, document: DocumentNode): void {
      documents.set(query, document);
      tokens += document.tokenCount ?? 0;
      for (const oldest of documents.keys()) {
        if (tokens <= maxCachedTokens) return;
        drop(oldest);
      }
    },
  };
}

const withoutTokens = new WeakSet<DocumentNode>();

/**
 * A parsed document holds all its tokens, which take more memory than the document itself. After validation only the
 * positions are needed, for errors, so each location is replaced by one without tokens.
 */
export function dropTokens(document: DocumentNode): void {
  if (withoutTokens.has(document)) return;
  withoutTokens.add(document);
  visit(document, { enter: (node) => dropTokensOf(node) });
}

function dropTokensOf(node: ASTNode & { loc?: Location }): void {
  if (node.loc) node.loc = Object.assign(Object.create(Location.prototype), positionOf(node.loc));
}

function positionOf({ start, end, source }: Location): Partial<Location> {
  return { start, end, source };
}

/** Sets the code, unless the error has one. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}
