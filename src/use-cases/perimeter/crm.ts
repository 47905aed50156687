import type { CallerAddress } from '../../call/caller-address.ts';

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

/** For one ring, which may have to be decided again and again: its first answer holds, silence too. */
export function askedOnce(crm: Crm): Crm {
  const answers = new Map<string, Promise<CrmAnswer>>();
  return {
    tierOf(question) {
      const { url } = question;
      const answer = answers.get(url) ?? crm.tierOf(question);
      answers.set(url, answer);
      return answer;
    },
  };
}
