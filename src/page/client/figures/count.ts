import { policyName } from '../parts/words.ts';
import type { CountedCall } from '../service/figures.ts';

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** How many calls each policy rejected in each hour, the busiest policy first. All rejections by clients are one series. */
export function rejectionsByHour(
  calls: readonly CountedCall[],
  hours: readonly number[],
): Series[] {
  const counts = new Map<string, number[]>();
  for (const { rejection, decision, ringingAt } of calls) {
    if (rejection === null) continue;
    const { kind, name } = rejection.requestedBy;
    // If a policy rejected, `decision.by` is that policy; the fallback is for the type.
    const policy = decision?.by ? policyName(decision.by) : name;
    const by = kind === 'POLICY' ? policy : 'By hand';
    const values = counts.get(by) ?? hours.map(() => 0);
    const at = hours.findLastIndex((start) => start <= Date.parse(ringingAt));
    if (at >= 0) values[at] = (values[at] ?? 0) + 1;
    counts.set(by, values);
  }
  const series = [...counts].map(([name, values]) => ({ name, values }));
  return series.sort((a, b) => sum(b.values) - sum(a.values));
}

/** The starts of the last `count` hours, the oldest first. */
export function hoursBefore(nowMs: number, count: number): number[] {
  const last = Math.floor(nowMs / 3_600_000) * 3_600_000;
  return Array.from({ length: count }, (_, n) => last - (count - 1 - n) * 3_600_000);
}

/**
 * What observing policies would have done, the busiest policy first: how many calls each was asked about (`asked`), how many it
 * would have rejected (`rejects`), and how many of these no other policy rejected, so that they rang (`rang`).
 */
export function wouldHaveRejected(calls: readonly CountedCall[]) {
  const counts = new Map<string, { asked: number; rejects: number; rang: number }>();
  for (const { decision } of calls) {
    for (const { mode, verdict, ...policy } of decision?.causes ?? []) {
      if (mode !== 'OBSERVE') continue;
      const name = policyName(policy);
      const ofPolicy = counts.get(name) ?? { asked: 0, rejects: 0, rang: 0 };
      ofPolicy.asked += 1;
      if (verdict === 'REJECTS') ofPolicy.rejects += 1;
      if (verdict === 'REJECTS' && decision?.verdict !== 'REJECT') ofPolicy.rang += 1;
      counts.set(name, ofPolicy);
    }
  }
  return [...counts]
    .map(([name, counted]) => ({ name, ...counted }))
    .sort((a, b) => b.rejects - a.rejects);
}

/** The upper bounds of the buckets in which delays are counted, in milliseconds. A further bucket has no bound. */
export const delaySteps = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** The share of delays in each bucket, the last of which has all longer delays. */
export function distribution(delays: readonly number[]): number[] {
  const counts = Array.from({ length: delaySteps.length + 1 }, () => 0);
  for (const ms of delays) {
    const step = delaySteps.findIndex((end) => ms <= end);
    const at = step === -1 ? delaySteps.length : step;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count) => (delays.length === 0 ? 0 : count / delays.length));
}

/** The delay within which this share of the delays lies; null if there are none. */
export function quantile(delays: readonly number[], share: number): number | null {
  const sorted = [...delays].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}

/** How long the decisions took, and the sending of rejections and texts. */
export function delaysOf(calls: readonly CountedCall[]) {
  const rejections = calls.flatMap(({ rejection }) => rejection ?? []);
  const measured = (values: (number | null | undefined)[]) =>
    values.filter((ms) => ms !== null && ms !== undefined);
  return [
    { name: 'Decision', delays: measured(rejections.map((rejection) => rejection.decidedInMs)) },
    {
      name: 'Rejection sent',
      delays: measured(rejections.map((rejection) => rejection.dispatchedInMs)),
    },
    {
      name: 'Text sent',
      delays: measured(rejections.map((rejection) => rejection.followUp?.dispatchedInMs)),
    },
  ];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
