import { hash } from 'node:crypto';
import { type ASTNode, type DocumentNode, Location, visit } from 'graphql';

/**
 * The documents that were found valid, parsed, for all transports. Only a document in here may skip its turn (`DocumentTurns`): any
 * other is validated again, which blocks the process.
 */
export interface DocumentStore {
  get(query: string): DocumentNode | undefined;
  /** Also drops the document's tokens. A long document is not kept. */
  add(query: string, document: DocumentNode): void;
  /** The same documents for Apollo Server, which asks for the hash of a query, and adds a document when it has validated it. */
  readonly forApollo: ApolloStore;
}

interface ApolloStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** A longer document is not kept. */
const maxCharactersOfOne = 16 * 1024;
/** The estimated size of a kept document without its text and its syntax tree. */
const bytesPerDocument = 1024;
/** The estimated size of the syntax tree for each token of the document. The lexer's own tokens are not kept. */
const treeBytesPerToken = 200;

/** Beyond `maxBytes`, the documents that were not used for the longest time are dropped. */
export function createDocumentStore(maxBytes: number): DocumentStore {
  const documents = new Map<string, DocumentNode>();
  let bytes = 0;

  function drop(key: string): boolean {
    const document = documents.get(key);
    if (document) bytes -= bytesOf(document);
    return documents.delete(key);
  }

  function get(key: string): DocumentNode | undefined {
    const document = documents.get(key);
    if (!document) return undefined;
    // Moves the document to the end, because the first ones are dropped first.
    documents.delete(key);
    documents.set(key, document);
    return document;
  }

  function add(key: string, document: DocumentNode): void {
    dropTokens(document);
    if (charactersOf(document) > maxCharactersOfOne) return;
    drop(key);
    documents.set(key, document);
    bytes += bytesOf(document);
    for (const oldest of documents.keys()) {
      if (bytes <= maxBytes) return;
      drop(oldest);
    }
  }

  return {
    get: (query) => (query.length > maxCharactersOfOne ? undefined : get(hashOf(query))),
    add: (query, document) => add(hashOf(query), document),
    forApollo: {
      get: async (key) => get(withoutPrefix(key)),
      set: async (key, document) => add(withoutPrefix(key), document),
      delete: async (key) => drop(withoutPrefix(key)),
    },
  };
}

/** As Apollo Server hashes a query. */
function hashOf(query: string): string {
  return hash('sha256', query, 'hex');
}

/** Apollo Server puts a hash of the schema before that of the query. Here there is one schema. */
function withoutPrefix(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

function charactersOf({ loc }: DocumentNode): number {
  return loc?.source.body.length ?? 0;
}

function bytesOf(document: DocumentNode): number {
  return bytesPerDocument + parsedBytesOf(document);
}

/** The estimated size of a syntax tree and its text, whose characters all take two bytes if one of them needs two. */
export function parsedBytesOf(document: DocumentNode): number {
  return (document.tokenCount ?? 0) * treeBytesPerToken + 2 * charactersOf(document);
}

/**
 * A parsed document holds all its tokens, which take more memory than the document itself. After validation only the
 * positions are needed, for errors, so each location is replaced by one without tokens.
 */
function dropTokens(document: DocumentNode): void {
  visit(document, { enter: (node) => dropTokensOf(node) });
}

function dropTokensOf(node: ASTNode & { loc?: Location }): void {
  if (node.loc) node.loc = Object.assign(Object.create(Location.prototype), positionOf(node.loc));
}

function positionOf({ start, end, source }: Location): Partial<Location> {
  return { start, end, source };
}
