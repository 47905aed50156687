import type { AttritionRow } from '../../db/journal/attrition-counts.ts';
import type { PolicyKind } from '../../policies/policy.ts';
import {
  addTallies,
  differenceBetween,
  emptyTally,
  outcomeOf,
  type Tally,
} from '../../policies/statistics/attrition.ts';
import type { Bucket } from '../../policies/statistics/time-buckets.ts';
import type { AttritionBucket, AttritionGroup, AttritionReport } from '../attrition-reports.ts';

/** If there are more groups, those with the fewest callers are left out. */
const maxGroups = 1000;

/**
 * Makes one report of attrition: how many callers do not come back after a rejection, compared with others. Several rows may be about
 * one group, because each statement counts a slice of the callers.
 */
export function toReport(
  rows: readonly AttritionRow[],
  buckets: readonly Bucket[],
): Pick<AttritionReport, 'groups' | 'baseline' | 'buckets'> {
  // The callers who were not rejected, with whom the rejected ones are compared.
  const others = sum(rows.filter(({ of }) => of === 'others'));
  return {
    groups: toGroups(rows, others),
    baseline: outcomeOf(others),
    buckets: toBuckets(rows, buckets),
  };
}

function toGroups(rows: readonly AttritionRow[], others: Tally): AttritionGroup[] {
  const rejected = rows.filter(({ of }) => of === 'rejected');
  const groups = Map.groupBy(rejected, ({ policy, reason, variant, line }) =>
    JSON.stringify([policy, reason, variant, line]),
  );
  return [...groups.values()]
    .map((rowsOfGroup) => toGroup(rowsOfGroup, others))
    .sort((a, b) => b.outcome.callers - a.outcome.callers)
    .slice(0, maxGroups);
}

/** A row has null for each dimension by which the report is not grouped. */
function toGroup(rowsOfGroup: readonly AttritionRow[], others: Tally): AttritionGroup {
  const [row] = rowsOfGroup;
  const tally = sum(rowsOfGroup);
  // Undefined until the time to come back has ended for a caller on each side.
  const difference = differenceBetween(tally, others);
  return {
    ...(row?.policy && { policy: row.policy as PolicyKind }),
    ...(row?.reason && { reason: row.reason }),
    ...(row?.variant && { copyVariant: row.variant }),
    ...(row?.line && { lineId: row.line }),
    outcome: outcomeOf(tally),
    ...(difference && { difference }),
  };
}

function toBuckets(rows: readonly AttritionRow[], buckets: readonly Bucket[]): AttritionBucket[] {
  const rowsByBucket = Map.groupBy(rows, ({ of, bucket }) => `${of} ${bucket}`);
  // The rows number the buckets from 1.
  return buckets.map((bucket, n) => ({
    ...bucket,
    rejected: outcomeOf(sum(rowsByBucket.get(`rejected-in-bucket ${n + 1}`) ?? [])),
    baseline: outcomeOf(sum(rowsByBucket.get(`others-in-bucket ${n + 1}`) ?? [])),
  }));
}

function sum(rows: readonly AttritionRow[]): Tally {
  return rows.reduce<Tally>(addTallies, emptyTally);
}
