import type { CallDirection, CallerSeen, CallMedia } from './call.ts';
import type { ProviderCallId } from './ids.ts';
import type { EndReason } from './status.ts';

/** What a provider told us about a call, in our words. */
export type SignalKind =
  | { readonly is: 'ringing' }
  | { readonly is: 'answered' }
  /** The provider says: rejected. By whom follows from what we asked. */
  | { readonly is: 'rejected' }
  /** The provider has one word for rejected and for over. */
  | { readonly is: 'rejected-or-over' }
  | {
      readonly is: 'missed';
      readonly because: Extract<EndReason, 'CALLER_HUNG_UP' | 'RANG_OUT' | 'UNKNOWN'>;
    }
  | { readonly is: 'ended'; readonly because: EndReason }
  /** It is over: missed if it still rang, completed if it had been answered. */
  | { readonly is: 'over'; readonly because: 'RANG_OUT' | 'UNKNOWN' }
  | { readonly is: 'failed' }
  /** This leg of the call is gone; what that means follows from its state and what we asked. */
  | { readonly is: 'released' }
  /** Changes nothing, and is kept. */
  | { readonly is: 'noted'; readonly what: string };

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
