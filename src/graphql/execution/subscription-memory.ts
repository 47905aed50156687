import type { DocumentNode, GraphQLError } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { toGraphQLError } from '../errors.ts';
import { parsedBytesOf } from './document-store.ts';
import type { Operation } from './operations.ts';

/** Bounds the memory that the operations of open subscriptions take: their documents and variables. */
export interface SubscriptionMemory {
  /** Counts the operation. Returns a function that ends the counting, or an error if there is no room. */
  count(viewer: Viewer, operation: Operation): (() => void) | GraphQLError;
}

/** The size of an empty object, or of a short text with its place in a list. */
const bytesPerValue = 64;
/** So many API keys at their limit take all the memory that the process has for subscriptions. */
const keysAtTheirLimit = 8;

interface Usage {
  bytes: number;
  /** How many subscriptions each document has. */
  readonly documents: Map<DocumentNode, number>;
}

/** Subscriptions with the same document share it in memory, so it counts once for each key. Variables count for each subscription. */
export function createSubscriptionMemory(maxBytesOfKey: number): SubscriptionMemory {
  const usageOfKeys = new Map<string, Usage>();
  let total = 0;

  function add({ keyId }: Viewer, { document }: Operation, change: 1 | -1, ownBytes: number): void {
    const usage = usageOfKeys.get(keyId) ?? { bytes: 0, documents: new Map() };
    usageOfKeys.set(keyId, usage);
    const before = usage.documents.get(document) ?? 0;
    // The document counts from the start of its first subscription to the end of its last.
    const isShared = change === 1 ? before > 0 : before > 1;
    const bytes = change * (ownBytes + (isShared ? 0 : parsedBytesOf(document)));
    usage.bytes += bytes;
    total += bytes;
    if (before + change > 0) usage.documents.set(document, before + change);
    else usage.documents.delete(document);
    if (usage.documents.size === 0) usageOfKeys.delete(keyId);
  }

  return {
    count(viewer, operation) {
      const bytesOfKey = usageOfKeys.get(viewer.keyId)?.bytes ?? 0;
      if (bytesOfKey >= maxBytesOfKey) return toGraphQLError(keyIsFull());
      if (total >= maxBytesOfKey * keysAtTheirLimit) return toGraphQLError(processIsFull());
      const ownBytes = bytesOfValues(operation.variables);
      add(viewer, operation, 1, ownBytes);
      let isCounted = true;
      return () => {
        if (isCounted) add(viewer, operation, -1, ownBytes);
        isCounted = false;
      };
    },
  };
}

/** An estimate for parsed JSON. Not recursive, because a client may nest values deeply. */
function bytesOfValues(variables: Operation['variables']): number {
  let bytes = 0;
  const unvisited: unknown[] = Object.values(variables);
  while (unvisited.length > 0) {
    const value = unvisited.pop();
    bytes += bytesPerValue;
    if (typeof value === 'string') bytes += 2 * value.length;
    if (value === null || typeof value !== 'object') continue;
    // Not spread: an array may have more elements than a function may have arguments.
    for (const inner of Object.values(value)) unvisited.push(inner);
  }
  return bytes;
}

function keyIsFull(): RequestError {
  const message =
    'The subscriptions of this key have too many different documents, or too large variables. ' +
    'Send the same document with other variables, or complete some subscriptions.';
  return new RequestError('RATE_LIMITED', message);
}

function processIsFull(): RequestError {
  return new RequestError(
    'UNAVAILABLE',
    'The subscriptions of this process have too many different documents. Try again later.',
  );
}
