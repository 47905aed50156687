import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Federation } from '../guard/federation.ts';
import type { Ports } from '../ports.ts';
import { type Batches, createBatches } from './batches.ts';
import { createResponseSize, type ResponseSize } from './response-size.ts';

export interface GraphqlContext extends Ports {
  /** Throws UNAUTHENTICATED when the request has no key. */
  viewer(): Viewer;
  readonly batches: Batches;
  readonly responseSize: ResponseSize;
  /** Aborts when the subscriber leaves. */
  readonly signal: AbortSignal;
  readonly federation: Federation;
}

/** In characters, of all texts together. */
const maxResponse = 4 * 1024 * 1024;

/** A mutation completes even when its client disconnects, so that it is never half done. */
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
    responseSize: createResponseSize(maxResponse),
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
