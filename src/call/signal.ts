import type { CallDirection, CallerSeen, CallMedia } from './call.ts';
import type { ProviderCallId } from './ids.ts';
import type { SignalKind } from './signal-kind.ts';

export type { SignalKind };

export interface CallSignal {
  readonly kind: SignalKind;
  readonly providerCallId: ProviderCallId;
  /** Other ids by which the provider may name this call. */
  readonly aliases: readonly ProviderCallId[];
  /** The same for every delivery of the same event. */
  readonly dedupeKey: string;
  readonly direction?: CallDirection;
  readonly media?: CallMedia;
  readonly caller?: CallerSeen;
  /** What the caller dialled, in the provider's words. */
  readonly dialled?: string;
  /** When it happened, if the provider says. */
  readonly occurredAt?: Date;
  /** The provider itself says that this is old news. */
  readonly deliveredLate?: boolean;
  /** Nobody said it: it was concluded from what the provider no longer says. */
  readonly inferred?: boolean;
  readonly forbidsReject?: boolean;
  /** The caller rang from within a group, so it is not theirs alone. */
  readonly inGroup?: boolean;
  /** The same for every leg of one caller's call, where the provider offers it to several devices in turn. */
  readonly conversationId?: string;
}
