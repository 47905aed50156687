import type { CallerAddress } from '../call/caller-address.ts';

export interface CrmQuestion {
  readonly url: string;
  readonly addresses: readonly CallerAddress[];
  /** The greatest age of a cached answer that may be used. */
  readonly rememberMs: number;
  /** A cached answer from before this time may not be used. */
  readonly notBefore?: Date;
}

/** An operator's customer database (CRM), which is asked for the caller's tier while a call rings. */
export interface Crm {
  tierOf(question: CrmQuestion): Promise<CrmAnswer>;
}

export type CrmAnswer =
  | { readonly is: 'tier'; readonly tier: string }
  /** The CRM has no tier for this caller. */
  | { readonly is: 'none' }
  /** The CRM did not answer within the deadline, or its answer cannot be read. */
  | { readonly is: 'silent' }
  /** The viewer may not learn what the CRM knows of this caller. */
  | { readonly is: 'withheld' };

/** Replaces the CRM in a probe by a viewer who may not read it. */
export const crmWithheld: Crm = { tierOf: async () => ({ is: 'withheld' }) };
