import type { CallerAddress } from '../call/caller-address.ts';

/** An operator's own knowledge of callers, asked while a call rings. */
export interface Crm {
  tierOf(url: string, addresses: readonly CallerAddress[]): Promise<CrmAnswer>;
}

export type CrmAnswer =
  | { readonly is: 'tier'; readonly tier: string }
  | { readonly is: 'none' }
  /** It did not answer in time, or not in a way that can be read. */
  | { readonly is: 'silent' };
