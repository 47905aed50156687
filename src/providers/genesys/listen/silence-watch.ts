/** Notices that a connection says nothing any more. */
export interface SilenceWatch {
  /** The next sign of life is to come within this time. */
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
