import type { CallDirection, CallerSeen, CallMedia } from './call.ts';
import type { ProviderCallId } from './ids.ts';
import type { SignalKind } from './signal-kind.ts';

export type { SignalKind };

export interface CallSignal {
  readonly kind: SignalKind;
  readonly providerCallId: ProviderCallId;
  /** Other ids that the provider uses for this call. */
  readonly aliases: readonly ProviderCallId[];
  /** Equal for repeated deliveries of the same event. */
  readonly dedupeKey: string;
  readonly direction?: CallDirection;
  readonly media?: CallMedia;
  readonly caller?: CallerSeen;
  /** The signal names several numbers, and which one is the caller's cannot be told: the caller did not withhold the number. */
  readonly isCallerUnclear?: boolean;
  /** The number that the caller dialled, in the provider's format. */
  readonly dialled?: string;
  /** When it happened, if the provider reports it. */
  readonly occurredAt?: Date;
  /** The provider marks the event as delivered late. */
  readonly deliveredLate?: boolean;
  /** The provider did not report this signal: it was inferred, because the provider no longer lists the call. */
  readonly inferred?: boolean;
  /** True: the provider reports that the call cannot be rejected. Absent: the signal does not say. */
  readonly forbidsReject?: boolean;
  /** The provider reuses ids: unless the known call with the same id still rings, this ring begins another call (`isReusedId`). */
  readonly isAnotherRing?: boolean;
  /** The call is a group call, so no text is sent. */
  readonly inGroup?: boolean;
  /** Equal for all legs of one caller's call, if the provider offers it to several devices in turn. */
  readonly conversationId?: string;
}
