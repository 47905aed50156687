import type { CallerAddress } from '../call/caller-address.ts';

export interface CrmQuestion {
  readonly url: string;
  readonly addresses: readonly CallerAddress[];
  /** An answer so old may be told again. */
  readonly rememberMs: number;
  /** One from before this may not. */
  readonly notBefore?: Date;
}

/** An operator's own knowledge of callers, asked while a call rings. */
export interface Crm {
  tierOf(question: CrmQuestion): Promise<CrmAnswer>;
}

export type CrmAnswer =
  | { readonly is: 'tier'; readonly tier: string }
  | { readonly is: 'none' }
  /** It did not answer in time, or not in a way that can be read. */
  | { readonly is: 'silent' };
