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
  /** The caller in the provider's format, as its API expects it to reject or to text. Empty until a signal names the caller. */
  readonly callerAtProvider: string;
  /** The number that the caller dialled, if the provider reports it. */
  readonly dialled?: string;
  readonly direction: CallDirection;
  readonly media: CallMedia;
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** The provider did not report the status: it was inferred. */
  readonly inferred: boolean;
  /** The caller is a group, which is never texted. */
  readonly callerIsGroup: boolean;
  /** The provider's id of the customer's call, of which this one is a leg. */
  readonly conversationId?: string;
  /** The number of this leg, from 1: each offer of the customer's call to an agent is one leg. */
  readonly leg: number;
  readonly previousLegId?: CallId;
  /** The provider reports that this call cannot be rejected. Most providers never report it. */
  readonly providerForbidsReject: boolean;
  /**
   * Further signals do not correct the final status: it was already corrected once, or the provider reported the end itself and
   * only the cause was inferred.
   */
  readonly refined: boolean;
  readonly revision: number;
  readonly ringingAt: Date;
  /** The ring limit. After it, a ring without a reported end counts as over. */
  readonly ringDeadlineAt?: Date;
  /** Kept after the end. Absent if no answer was reported. */
  readonly answeredAt?: Date;
  readonly endedAt?: Date;
  readonly rejection?: Rejection;
  /** The decision of the policies on this call, in their own format. */
  readonly decision?: object;
  /** A text to a caller whose call is not rejected. */
  readonly notice?: FollowUp;
  /** The kind of policy that requested the rejection, for statistics. The request may have come too late. */
  readonly rejectedByPolicy?: string;
  /** Which variant of the copy that policy planned for the caller, for statistics. */
  readonly copyVariant?: string;
}

/** The fields of calls that a reader asks for. `id` and `lineId` are always read; other fields may be absent. */
export type CallFields = 'ALL' | readonly (keyof Call)[];

/** The caller as a signal describes it. */
export interface CallerSeen {
  /** In the provider's format. */
  readonly atProvider: string;
  /** The first is the one received; others are derived from it. */
  readonly addresses: readonly [CallerAddress, ...CallerAddress[]];
  readonly displayName?: string;
}

/** Whether a request to reject the call can succeed. */
export function isRejectable(call: Call, now: Date): boolean {
  if (call.direction !== 'INBOUND' || call.providerForbidsReject) return false;
  return call.status === 'RINGING' || mayStillRing(call, now);
}

/**
 * True for an unanswered call within its ring limit whose end was only inferred: the provider answered a request to reject that it
 * has no such call.
 */
export function mayStillRing(call: Call, now: Date): boolean {
  const { rejection, answeredAt, ringDeadlineAt } = call;
  const wasNotFound = rejection?.state === 'ALREADY_OVER' && rejection.inferred === true;
  const isWithinLimit = ringDeadlineAt !== undefined && now < ringDeadlineAt;
  return wasNotFound && call.inferred && isWithinLimit && answeredAt === undefined;
}
