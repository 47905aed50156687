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
  /** The time after a call within which its caller must come back to count. */
  readonly windowMs: number;
  readonly groupBy: readonly AttritionDimension[];
  readonly bucket?: BucketSize;
  /** Left out: the zone of the lines if they share one, else UTC. */
  readonly timeZone?: string;
}

/** Callers whom policies rejected. A dimension by which the report is not grouped is left out. */
export interface AttritionGroup {
  readonly policy?: PolicyKind;
  readonly reason?: RejectReason;
  readonly copyVariant?: string;
  readonly lineId?: LineId;
  readonly outcome: Outcome;
  /** From the callers who were not rejected. */
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

export interface Reports {
  attrition(viewer: Viewer, wish: AttritionWish): Promise<AttritionReport>;
}
