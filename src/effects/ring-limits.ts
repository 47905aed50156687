import type { CallId } from '../call/ids.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { passRingLimits } from '../use-cases/work/pass-ring-limits.ts';
import { type BackgroundLoop, startBackgroundLoop } from './background-loop.ts';

/**
 * Ends calls that ring past their line's ring limit. Separate from the effect pools, so that a call that is locked by
 * another transaction does not delay effects.
 */
export function startPassingRingLimits(
  deps: Dependencies,
  { everyMs }: { readonly everyMs: number },
): BackgroundLoop {
  /** The calls whose provider is being asked. A round that finds such a call again leaves it alone. */
  const beingAsked = new Set<CallId>();
  return startBackgroundLoop(deps.log, { what: 'ending rings', everyMs }, () =>
    passRingLimits(deps, beingAsked),
  );
}
