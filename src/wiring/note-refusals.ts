import { type OnRefused, refusals } from '../access/refusals.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Counts and logs each refusal. The log writes only the first lines of each kind, and then how many it left out. */
export function noteRefusals(metrics: Metrics, log: Log): OnRefused {
  return (refusal, from) => {
    metrics.sawRefusal(refusal);
    log.warn(refusals[refusal], from === undefined ? {} : { from });
  };
}
