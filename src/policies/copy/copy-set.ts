/** The texts of a line. */
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

/**
 * The text for one occasion. Its key is a reject reason, a kind of policy, a case such as `caller-gone`, or what a policy of the line
 * has as its `copyKey` or `busyCopyKey`.
 */
export interface Copy {
  readonly key: string;
  readonly variants: readonly Variant[];
}

/** All variants are written in the same languages, so that comparing them compares the words alone. */
export interface Variant {
  readonly name: string;
  /** The share of callers who get this variant, in proportion to the weights of the others. */
  readonly weight: number;
  readonly texts: readonly LocalText[];
}

export interface LocalText {
  readonly locale: string;
  readonly text: string;
}

/** The key of the copy for callers who hung up before the rejection. */
export const callerGone = 'caller-gone';

/** The limit of WhatsApp for one text message. */
export const maxTextLength = 4096;
