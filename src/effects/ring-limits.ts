import type { Dependencies } from '../use-cases/dependencies.ts';
import { passRingLimits, startProgress } from '../use-cases/work/pass-ring-limits.ts';
import { type BackgroundLoop, startBackgroundLoop } from './background-loop.ts';

/**
 * Ends calls of which the provider reported neither an answer nor an end within their line's ring limit. If a request of ours
 * may have ended the call, a provider that can tell is asked first. Separate from the effect pools, so that a call that is locked
 * by another transaction does not delay effects.
 */
export function startPassingRingLimits(
  deps: Dependencies,
  { everyMs }: { readonly everyMs: number },
): BackgroundLoop {
  const progress = startProgress();
  return startBackgroundLoop(deps.log, { what: 'ending rings', everyMs }, () =>
    passRingLimits(deps, progress),
  );
}
