import type { Viewer } from '../access/viewer.ts';
import type { LineId } from '../call/ids.ts';
import type { RejectReason } from '../call/rejection.ts';
import type { PolicyKind } from '../policies/policy.ts';
import type { Outcome } from '../policies/statistics/attrition.ts';
import type { Difference } from '../policies/statistics/proportion.ts';
import type { Bucket, BucketSize } from '../policies/statistics/time-buckets.ts';

/** What callers are grouped by. COPY_VARIANT: which variant of the texts they got. */
export type AttritionDimension = 'POLICY' | 'REASON' | 'COPY_VARIANT' | 'LINE';

/** Asks for attrition: how many callers do not come back after a call, compared between rejected and other callers. */
export interface AttritionRequest {
  /** If left out, the report is about all lines that the viewer may see. */
  readonly lineIds?: readonly LineId[];
  readonly from: Date;
  readonly to: Date;
  /** A caller counts as having come back if that happens within this time after the call. */
  readonly windowMs: number;
  readonly groupBy: readonly AttritionDimension[];
  /** The length of the periods that are also counted by themselves. If left out, there are none. */
  readonly bucket?: BucketSize;
  /** If left out, the report uses the zone that all its lines share, or else UTC. */
  readonly timeZone?: string;
}

/** A group of callers whom policies rejected. It names only the dimensions by which the report is grouped. */
export interface AttritionGroup {
  readonly policy?: PolicyKind;
  readonly reason?: RejectReason;
  readonly copyVariant?: string;
  readonly lineId?: LineId;
  readonly outcome: Outcome;
  /** The difference from the callers who were not rejected. Left out until the window of a caller on each side has ended. */
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
  /** Sorted by the number of callers, descending. */
  readonly groups: readonly AttritionGroup[];
  /** The callers who were not rejected. */
  readonly baseline: Outcome;
  readonly buckets: readonly AttritionBucket[];
}

export interface Reports {
  attrition(viewer: Viewer, request: AttritionRequest): Promise<AttritionReport>;
}
