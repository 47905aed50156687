/**
 * A circuit breaker. While it is open, one request in each `probeEveryMs` probes the provider: a ringing call cannot wait
 * for the end of a long cool-down.
 */
export interface Breaker {
  /** Whether `admits` would return true now. */
  mayAdmit(): boolean;
  /** Whether a request may be sent now. While the breaker is open, `true` admits one probe, and starts the time until the next. */
  admits(): boolean;
  record(isFailure: boolean): void;
  isOpen(): boolean;
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

  const isOpen = () => failures >= failuresToOpen;

  const mayAdmit = () => !isOpen() || clock() >= probeAt;

  return {
    isOpen,
    mayAdmit,
    admits() {
      if (!mayAdmit()) return false;
      if (isOpen()) probeAt = clock() + probeEveryMs;
      return true;
    },
    record(isFailure) {
      failures = isFailure ? failures + 1 : 0;
      if (failures === failuresToOpen) probeAt = clock() + probeEveryMs;
    },
  };
}
