import type { EndReason } from './status.ts';

/** What a provider reports about a call, in our terms. */
export type SignalKind =
  | { readonly is: 'ringing' }
  | { readonly is: 'answered' }
  /** The call was rejected. Our requests decide whether it was rejected by us. */
  | { readonly is: 'rejected' }
  /** The call was rejected or ended in another way: the provider does not say which. */
  | { readonly is: 'rejected-or-over' }
  /** The call rang and was not answered. */
  | {
      readonly is: 'missed';
      readonly because: Extract<EndReason, 'CALLER_HUNG_UP' | 'RANG_OUT' | 'UNKNOWN'>;
    }
  /** The call is over. Unlike with `over`, a call that still rang becomes ENDED and not MISSED. */
  | { readonly is: 'ended'; readonly because: EndReason }
  /** The call is over. A call that still rang was missed, for this reason; a call that had been answered was completed. */
  | {
      readonly is: 'over';
      readonly because: Extract<EndReason, 'CALLER_HUNG_UP' | 'RANG_OUT' | 'UNKNOWN'>;
    }
  | { readonly is: 'failed' }
  /** The provider no longer offers this leg to the agent. The leg's status and our requests decide what that means. */
  | { readonly is: 'released' }
  /** The report is recorded and changes nothing. */
  | { readonly is: 'noted'; readonly what: string };
