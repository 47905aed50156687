/** What a line texts to callers. */
export interface CopySet {
  /** Every copy is written in this language at least. */
  readonly fallbackLocale: string;
  readonly links: readonly Link[];
  readonly copies: readonly Copy[];
}

/** Written in a text as `{link:name}`. */
export interface Link {
  readonly name: string;
  readonly url: string;
}

/** One occasion to text. Its key is a reason to reject, a kind of policy, or one that an operator made up. */
export interface Copy {
  readonly key: string;
  readonly variants: readonly Variant[];
}

/** All variants are written in the same languages, so that comparing them compares the words alone. */
export interface Variant {
  readonly name: string;
  readonly weight: number;
  readonly texts: readonly LocalText[];
}

export interface LocalText {
  readonly locale: string;
  readonly text: string;
}

/** For callers who were gone before the rejection reached them. */
export const callerGone = 'caller-gone';

export const longestText = 4096;
