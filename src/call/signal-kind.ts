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
  /** It is over: missed if it still rang, for this reason; completed if it had been answered. */
  | {
      readonly is: 'over';
      readonly because: Extract<EndReason, 'CALLER_HUNG_UP' | 'RANG_OUT' | 'UNKNOWN'>;
    }
  | { readonly is: 'failed' }
  /** This leg of the call is gone; what that means follows from its state and what we asked. */
  | { readonly is: 'released' }
  /** Changes nothing, and is kept. */
  | { readonly is: 'noted'; readonly what: string };
