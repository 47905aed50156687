import type { DocumentNode } from 'graphql';

/** A longer document is not kept. */
const maxCharactersOfOne = 16 * 1024;
/** Beyond this, the documents that were not used for the longest time are dropped. */
const maxCharacters = 2 * 1024 * 1024;

/**
 * The parsed documents that Apollo Server keeps. Its own store holds 30 MB of them, which a client can fill with operations that
 * differ only in a name.
 */
export function createDocumentStore() {
  const documents = new Map<string, DocumentNode>();
  let characters = 0;

  function drop(key: string): boolean {
    characters -= lengthOf(documents.get(key));
    return documents.delete(key);
  }

  return {
    async get(key: string): Promise<DocumentNode | undefined> {
      const document = documents.get(key);
      if (document === undefined) return undefined;
      // Moves the document to the end, because the first ones are dropped first.
      documents.delete(key);
      documents.set(key, document);
      return document;
    },
    async set(key: string, document: DocumentNode): Promise<void> {
      if (lengthOf(document) > maxCharactersOfOne) return;
      drop(key);
      documents.set(key, document);
      characters += lengthOf(document);
      for (const oldest of documents.keys()) {
        if (characters <= maxCharacters) return;
        drop(oldest);
      }
    },
    delete: async (key: string): Promise<boolean> => drop(key),
  };
}

function lengthOf(document: DocumentNode | undefined): number {
  return document?.loc?.source.body.length ?? 0;
}
