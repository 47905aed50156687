import type { DocumentNode, GraphQLError } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { toGraphQLError } from '../errors.ts';
import type { Operation } from './operations.ts';

/** What the operations of open subscriptions take in memory. */
export interface HeldOperations {
  /** Answers a function that lets go of the operation, or the error that there is no room for it. */
  hold(viewer: Viewer, operation: Operation): (() => void) | GraphQLError;
}

/** Of each token: what the parsed document takes, without the tokens themselves. */
const tokenBytes = 200;
/** How many keys may hold as much as one key may. */
const fullKeys = 8;

interface Held {
  bytes: number;
  /** How many subscriptions each document has. */
  readonly documents: Map<DocumentNode, number>;
}

/** Subscriptions with the same document share it, so it counts once for each key; variables count for each subscription. */
export function createHeldOperations(maxBytesOfKey: number): HeldOperations {
  const keys = new Map<string, Held>();
  let total = 0;

  function add({ keyId }: Viewer, { document }: Operation, change: 1 | -1, ownBytes: number): void {
    const held = keys.get(keyId) ?? { bytes: 0, documents: new Map<DocumentNode, number>() };
    keys.set(keyId, held);
    const before = held.documents.get(document) ?? 0;
    const isShared = before + Math.min(change, 0) > 0;
    const bytes = change * (ownBytes + (isShared ? 0 : bytesOf(document)));
    held.bytes += bytes;
    total += bytes;
    if (before + change > 0) held.documents.set(document, before + change);
    else held.documents.delete(document);
    if (held.documents.size === 0) keys.delete(keyId);
  }

  return {
    hold(viewer, operation) {
      const held = keys.get(viewer.keyId)?.bytes ?? 0;
      if (held >= maxBytesOfKey) return toGraphQLError(keyIsFull());
      if (total >= maxBytesOfKey * fullKeys) return toGraphQLError(processIsFull());
      const ownBytes = JSON.stringify(operation.variables).length;
      add(viewer, operation, 1, ownBytes);
      let isHeld = true;
      return () => {
        if (isHeld) add(viewer, operation, -1, ownBytes);
        isHeld = false;
      };
    },
  };
}

function bytesOf({ tokenCount = 0, loc }: DocumentNode): number {
  return tokenCount * tokenBytes + (loc?.source.body.length ?? 0);
}

function keyIsFull(): RequestError {
  const message =
    'The subscriptions of this key have too many different documents, or too large variables. ' +
    'Send the same document with other variables, or complete some of them.';
  return new RequestError('RATE_LIMITED', message);
}

function processIsFull(): RequestError {
  return new RequestError(
    'UNAVAILABLE',
    'The subscriptions of this process have too many different documents. Try again later.',
  );
}
