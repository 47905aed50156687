import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Federation } from '../guard/federation.ts';
import type { Ports } from '../ports.ts';
import { type Batches, createBatches } from './batches.ts';
import { createResponseSize, type ResponseSize } from './response-size.ts';

export interface GraphqlContext extends Ports {
  /** The key or user that asks. Throws UNAUTHENTICATED when the request has no key. */
  viewer(): Viewer;
  readonly batches: Batches;
  readonly responseSize: ResponseSize;
  /** Aborts when the subscriber leaves. */
  readonly signal: AbortSignal;
  /** Whether the request may use `_service` and `_entities`, which only queries can select. */
  readonly federation: Federation;
}

/** The limit of one response, in characters of all its texts together. */
const maxTextCharacters = 4 * 1024 * 1024;

/** A query or a mutation completes even if its client disconnects, so that no mutation is left half done. */
const neverAborts = new AbortController().signal;

export function createContext(
  ports: Ports,
  viewer: Viewer | null,
  signal: AbortSignal = neverAborts,
  federation: Federation = 'refused',
): GraphqlContext {
  const requireViewer = () => {
    if (!viewer) throw keyMissing();
    return viewer;
  };
  return {
    ...ports,
    viewer: requireViewer,
    batches: createBatches(ports, requireViewer),
    responseSize: createResponseSize(maxTextCharacters),
    signal,
    federation,
  };
}

export function keyMissing(): RequestError {
  return new RequestError(
    'UNAUTHENTICATED',
    'Send a key as `Authorization: Bearer ...` or as `x-api-key`.',
  );
}
