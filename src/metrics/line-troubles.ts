import type { LineId } from '../call/ids.ts';
import type { ProviderName } from '../providers/provider.ts';

/** What a line's provider was asked to do. `listen` is to keep the connection that brings its events. */
export type LineOperation = 'reject' | 'text' | 'listen';

export interface LineTrouble {
  readonly provider: ProviderName;
  readonly line: LineId;
  readonly operation: LineOperation;
  /** The failures in a row since the last answer. */
  readonly failures: number;
}

/** The lines whose provider did not answer their last request. Only these are kept, so a large number of lines costs nothing. */
export interface LineTroubles {
  /** `no-trouble`: the provider answered, or the connection is open or is not needed any more. */
  note(line: LineOfProvider, operation: LineOperation, is: 'failed' | 'no-trouble'): void;
  /** The most recent troubles, at most as many as one metric should have series. */
  newest(): readonly LineTrouble[];
  /** How many lines of each provider are in trouble. */
  byProvider(): ReadonlyMap<ProviderName, number>;
}

interface LineOfProvider {
  readonly id: LineId;
  readonly provider: ProviderName;
}

/** A line that nobody calls sends no request that could end its trouble, so a trouble without news is forgotten. */
const forgottenAfterMs = 10 * 60_000;
const maxKept = 10_000;
const maxSeries = 100;

export function createLineTroubles(clock: () => number = () => performance.now()): LineTroubles {
  /** In the order of the last failure. */
  const troubles = new Map<string, LineTrouble & { readonly at: number }>();

  function forgetOld(): void {
    for (const [key, { at }] of troubles) {
      if (troubles.size <= maxKept && clock() - at < forgottenAfterMs) return;
      troubles.delete(key);
    }
  }

  return {
    note({ id, provider }, operation, is) {
      const key = `${id} ${operation}`;
      const failures = (troubles.get(key)?.failures ?? 0) + 1;
      // Deleted first, so that a new failure moves to the end of the map.
      troubles.delete(key);
      if (is === 'failed') {
        troubles.set(key, { provider, line: id, operation, failures, at: clock() });
        forgetOld();
      }
    },
    newest() {
      forgetOld();
      return [...troubles.values()].slice(-maxSeries);
    },
    byProvider() {
      forgetOld();
      // A line may have several troubles, and counts once.
      const lines = new Map<ProviderName, Set<LineId>>();
      for (const { provider, line } of troubles.values()) {
        const ofProvider = lines.get(provider) ?? new Set();
        lines.set(provider, ofProvider.add(line));
      }
      return new Map([...lines].map(([provider, ids]) => [provider, ids.size]));
    },
  };
}
