import type { EndReason } from './status.ts';

/** What a provider reports about a call, in our terms. */
export type SignalKind =
  | { readonly is: 'ringing' }
  | { readonly is: 'answered' }
  /** Rejected. Whether by us follows from our requests. */
  | { readonly is: 'rejected' }
  /** The provider does not distinguish rejected from over. */
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
  /** This leg is gone. What that means follows from its status and our requests. */
  | { readonly is: 'released' }
  /** Recorded, without a change. */
  | { readonly is: 'noted'; readonly what: string };
