/**
 * Stops asking a provider that is not there, but for a probe every so often: a ringing call cannot wait
 * until a breaker has cooled down.
 */
export interface Breaker {
  mayPass(): boolean;
  saw(failure: boolean): void;
}

export interface BreakerSettings {
  readonly failuresToOpen: number;
  readonly probeEveryMs: number;
}

export function createBreaker(
  { failuresToOpen, probeEveryMs }: BreakerSettings,
  clock: () => number = () => performance.now(),
): Breaker {
  let failures = 0;
  let probeAt = 0;

  return {
    mayPass() {
      if (failures < failuresToOpen) return true;
      if (clock() < probeAt) return false;
      probeAt = clock() + probeEveryMs;
      return true;
    },
    saw(failure) {
      failures = failure ? failures + 1 : 0;
      if (failures === failuresToOpen) probeAt = clock() + probeEveryMs;
    },
  };
}
