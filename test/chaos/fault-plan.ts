import type { Options } from './options.ts';
import type { Random } from './random.ts';
import type { FaultKind } from './records.ts';

export interface PlannedFault {
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Which replica; -1 stands for the database or all of them. */
  readonly replica: number;
  readonly lastsMs: number;
}

/** How often each kind comes, and for how long. */
interface Kind {
  readonly kind: FaultKind;
  readonly times: (options: Options) => number;
  readonly lastsMs: readonly [number, number];
  readonly of: 'replica' | 'database';
}

const everySeconds = (n: number) => (options: Options) => Math.ceil(options.seconds / n);

const kinds: readonly Kind[] = [
  { kind: 'kill', times: ({ kills }) => kills, lastsMs: [0, 0], of: 'replica' },
  {
    kind: 'pause',
    times: ({ kills }) => Math.ceil(kills / 3),
    lastsMs: [500, 7000],
    of: 'replica',
  },
  { kind: 'terminate', times: everySeconds(60), lastsMs: [0, 0], of: 'replica' },
  { kind: 'database-restart', times: everySeconds(120), lastsMs: [0, 0], of: 'database' },
  { kind: 'backends-terminated', times: everySeconds(20), lastsMs: [0, 0], of: 'database' },
  { kind: 'table-locked', times: everySeconds(30), lastsMs: [500, 3000], of: 'database' },
  { kind: 'transaction-held', times: everySeconds(20), lastsMs: [500, 3000], of: 'database' },
  { kind: 'proxy-latency', times: everySeconds(15), lastsMs: [1000, 3000], of: 'replica' },
  { kind: 'proxy-reset', times: everySeconds(10), lastsMs: [0, 0], of: 'replica' },
  { kind: 'proxy-fin', times: everySeconds(15), lastsMs: [0, 0], of: 'replica' },
  { kind: 'proxy-black-hole', times: everySeconds(20), lastsMs: [500, 3000], of: 'replica' },
  { kind: 'proxy-refuse', times: everySeconds(20), lastsMs: [500, 3000], of: 'replica' },
  { kind: 'proxy-answer-lost', times: everySeconds(5), lastsMs: [20, 100], of: 'replica' },
  { kind: 'life-terminated', times: everySeconds(10), lastsMs: [0, 0], of: 'replica' },
  { kind: 'life-terminated', times: everySeconds(30), lastsMs: [0, 0], of: 'database' },
];

/** What goes wrong and when: all of it follows from the seed. */
export function planFaults(options: Options, random: Random): PlannedFault[] {
  const lastMs = options.seconds * 1000 - 500;
  return kinds
    .flatMap(({ kind, times, lastsMs, of }) => {
      const count = times(options);
      return Array.from({ length: count }, (_, n) => ({
        // Spread over the run, each at some moment of its own part.
        atMs: Math.min(lastMs, 1500 + ((n + random.next()) * (lastMs - 1500)) / count),
        kind,
        replica: of === 'replica' ? random.between(0, options.replicas - 1) : -1,
        lastsMs: random.between(...lastsMs),
      }));
    })
    .sort((a, b) => a.atMs - b.atMs);
}
