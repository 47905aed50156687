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
  /** The number that the caller dialled, in the provider's format. */
  readonly dialled?: string;
  /** When it happened, if the provider reports it. */
  readonly occurredAt?: Date;
  /** The provider marks the event as delivered late. */
  readonly deliveredLate?: boolean;
  /** Not reported but inferred, because the provider no longer lists the call. */
  readonly inferred?: boolean;
  readonly forbidsReject?: boolean;
  /** The provider uses the id again: this ring begins another call than the one that is known by it. */
  readonly isAnotherRing?: boolean;
  /** A group call, so the caller is not texted. */
  readonly inGroup?: boolean;
  /** Equal for all legs of one caller's call, if the provider offers it to several devices in turn. */
  readonly conversationId?: string;
}
