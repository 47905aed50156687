import { check } from './checker.ts';
import type { HistoryRecord } from './records.ts';

/** What the checker finds, in short. */
export function found(history: readonly HistoryRecord[]): string[] {
  const { violations } = check(history);
  return [...new Set(violations.map(({ invariant, column }) => `${invariant} ${column}`))].sort();
}
