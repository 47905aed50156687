import { median } from './numbers.ts';

export interface Load {
  readonly operations: number;
  readonly perSecond: number;
  readonly p50Ms: number;
}

/** A closed loop: each of so many clients asks again as soon as it is answered. */
export async function load(
  clients: number,
  ms: number,
  /** Null: there is nothing left to ask for. A number is the time that it took by the clock of whoever answers. */
  ask: () => Promise<unknown> | null,
): Promise<Load> {
  const startedAt = performance.now();
  const until = startedAt + ms;
  const latencies: number[] = [];

  async function goOn(): Promise<void> {
    for (let askedAt = startedAt; askedAt < until; askedAt = performance.now()) {
      const asked = ask();
      if (asked === null) return;
      const ownMs = await asked;
      latencies.push(typeof ownMs === 'number' ? ownMs : performance.now() - askedAt);
    }
  }

  await Promise.all(Array.from({ length: clients }, goOn));
  const seconds = (performance.now() - startedAt) / 1000;
  const operations = latencies.length;
  return { operations, perSecond: operations / seconds, p50Ms: median(latencies) };
}
