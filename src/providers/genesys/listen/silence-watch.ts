/** Detects that a connection has fallen silent. */
export interface SilenceWatch {
  /** Restarts the timer: the next sign of life must come within this time. */
  expect(withinMs: number): void;
  stop(): void;
}

export function watchSilence(onSilent: () => void): SilenceWatch {
  let timer: NodeJS.Timeout | undefined;

  return {
    expect(withinMs) {
      clearTimeout(timer);
      timer = setTimeout(onSilent, withinMs);
    },
    stop: () => clearTimeout(timer),
  };
}
