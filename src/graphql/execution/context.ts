import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Ports } from '../ports.ts';
import { type Batches, createBatches } from './batches.ts';

export interface GraphqlContext extends Ports {
  /** Throws UNAUTHENTICATED when the request came without a key. */
  viewer(): Viewer;
  readonly isAnonymous: boolean;
  readonly batches: Batches;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A mutation goes on when its client hangs up: half of it would be worse than an answer that nobody reads. */
const neverAborts = new AbortController().signal;

export function createContext(
  ports: Ports,
  viewer: Viewer | null,
  signal: AbortSignal = neverAborts,
): GraphqlContext {
  const requireViewer = () => {
    if (!viewer) throw keyMissing();
    return viewer;
  };
  return {
    ...ports,
    viewer: requireViewer,
    isAnonymous: viewer === null,
    batches: createBatches(ports, requireViewer),
    signal,
  };
}

export function keyMissing(): RequestError {
  return new RequestError(
    'UNAUTHENTICATED',
    'Send a key as `Authorization: Bearer ...` or as `x-api-key`.',
  );
}
