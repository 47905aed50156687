import type { CallerAddress } from './caller-address.ts';
import type { CallerId, CallId, LineId, ProviderCallId, TenantId } from './ids.ts';
import type { FollowUp, Rejection } from './rejection.ts';
import type { CallStatus, EndReason } from './status.ts';

export type CallDirection = 'INBOUND' | 'OUTBOUND';
export type CallMedia = 'VOICE' | 'VIDEO';

/** One call on one line, as it is after its `revision`-th change. */
export interface Call {
  readonly tenantId: TenantId;
  readonly id: CallId;
  readonly lineId: LineId;
  readonly providerCallId: ProviderCallId;
  readonly callerId: CallerId;
  /** The caller in the provider's own words, kept because a provider may want it back to reject or to text. */
  readonly callerAtProvider: string;
  /** What the caller dialled, where the provider says it. */
  readonly dialled?: string;
  readonly direction: CallDirection;
  readonly media: CallMedia;
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  readonly inferred: boolean;
  /** A group rings as one; it is never texted. */
  readonly callerIsGroup: boolean;
  /** What the provider calls the customer's call, of which this one is a leg. */
  readonly conversationId?: string;
  /** Counts the legs of the customer's call, from 1. */
  readonly leg: number;
  readonly previousLegId?: CallId;
  /** The provider's word against rejecting this very call; most providers never say. */
  readonly providerForbidsReject: boolean;
  /** A final status may be refined once. */
  readonly refined: boolean;
  readonly revision: number;
  readonly ringingAt: Date;
  readonly ringDeadlineAt?: Date;
  readonly answeredAt?: Date;
  readonly endedAt?: Date;
  readonly rejection?: Rejection;
  /** What the policies said when it rang, as they store it. */
  readonly decision?: object;
  /** A text to a caller who is let ring. */
  readonly notice?: FollowUp;
  /** To count by: the kind of policy that rejected it, and the copy that its caller was to get. */
  readonly rejectedByPolicy?: string;
  readonly copyVariant?: string;
}

/** Somebody seen at the other end of a call. */
export interface CallerSeen {
  /** As received, for giving back to this provider. */
  readonly atProvider: string;
  /** At least one; the first is the one received. */
  readonly addresses: readonly [CallerAddress, ...CallerAddress[]];
  readonly displayName?: string;
}

/** Whether asking the provider to reject it can make sense. */
export function isRejectable(call: Call, now: Date): boolean {
  if (call.direction !== 'INBOUND' || call.providerForbidsReject) return false;
  return call.status === 'RINGING' || mayStillRing(call, now);
}

/** That a rejection came too late was only concluded, from a call that the provider did not find. */
export function mayStillRing({ rejection, inferred, ringDeadlineAt }: Call, now: Date): boolean {
  if (!inferred || rejection?.state !== 'ALREADY_OVER' || !rejection.inferred) return false;
  return ringDeadlineAt !== undefined && now < ringDeadlineAt;
}
