import { hasScope } from '../../../access/viewer.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** Returns a number, a name or an address in full, or masked if the viewer may not see personal data. */
export function maskPersonal(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : mask(text);
}

export function maySeePersonal(context: GraphqlContext): boolean {
  return hasScope(context.viewer(), 'pii:read');
}

/**
 * `phone:+4915112345678` becomes `phone:…78`. The last two characters distinguish neighbouring callers in a list, but do not identify a
 * caller. If there are four or fewer, none is shown. The address of a caller whom the provider did not identify stays recognisable as such.
 */
function mask(text: string): string {
  const [, kind = '', rest = ''] = /^(other:caller-of:|[a-z]+:)?(.*)$/s.exec(text) ?? [];
  return rest.length > 4 ? `${kind}…${rest.slice(-2)}` : `${kind}…`;
}

/** Returns a text that a person wrote about a caller or to one. The text may name the caller in any words, so nothing is left if masked. */
export function maskFreeText(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : '…';
}

/** Returns a sentence of this service. It may quote a text about a caller, or a number: only these are masked. */
export function maskSentence(text: string, context: GraphqlContext): string {
  if (maySeePersonal(context)) return text;
  return text.replace(quotedReason, '$1…”').replace(number, mask);
}

/** The policy `blocked-caller` quotes the reason of a block. The reason may contain quotation marks, so the last one ends the quote. */
const quotedReason = /(gave the reason “).*”/gs;
/**
 * Such as `004915112345678`, `0151 1234567` or `+49-151-1234567`: at least seven characters, with separators as people write them.
 * Hyphens count only after a `+`, so that a date such as `2026-01-31` is not masked.
 */
const number = /\+?\d[\d ()./]{5,}\d|\+\d[\d ()./-]{5,}\d/g;
