import type { Viewer } from '../access/viewer.ts';
import type { LineId } from '../call/ids.ts';
import type { RejectReason } from '../call/rejection.ts';
import type { PolicyKind } from '../policies/policy.ts';
import type { Outcome } from '../policies/statistics/attrition.ts';
import type { Difference } from '../policies/statistics/proportion.ts';
import type { Bucket, BucketSize } from '../policies/statistics/time-buckets.ts';

export type AttritionDimension = 'POLICY' | 'REASON' | 'COPY_VARIANT' | 'LINE';

export interface AttritionWish {
  readonly lineIds?: readonly LineId[];
  readonly from: Date;
  readonly to: Date;
  /** How long after their call a caller has to come back. */
  readonly windowMs: number;
  readonly groupBy: readonly AttritionDimension[];
  readonly bucket?: BucketSize;
  /** Left out: that of the lines, when they share one. */
  readonly timeZone?: string;
}

/** Callers whom policies rejected. What they are not told apart by is left out. */
export interface AttritionGroup {
  readonly policy?: PolicyKind;
  readonly reason?: RejectReason;
  readonly copyVariant?: string;
  readonly lineId?: LineId;
  readonly outcome: Outcome;
  /** To the callers whom nobody rejected. */
  readonly difference?: Difference;
}

export interface AttritionBucket extends Bucket {
  readonly rejected: Outcome;
  readonly baseline: Outcome;
}

export interface AttritionReport {
  readonly from: Date;
  readonly to: Date;
  readonly windowMs: number;
  readonly timeZone: string;
  /** The largest first. */
  readonly groups: readonly AttritionGroup[];
  readonly baseline: Outcome;
  readonly buckets: readonly AttritionBucket[];
}

/** What the calls of a time come to when they are counted. */
export interface Reports {
  attrition(viewer: Viewer, wish: AttritionWish): Promise<AttritionReport>;
}
