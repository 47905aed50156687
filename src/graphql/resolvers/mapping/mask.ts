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
 * caller.
 */
function mask(text: string): string {
  const [, kind = '', rest = ''] = /^([a-z]+:)?(.*)$/s.exec(text) ?? [];
  return rest.length > 4 ? `${kind}…${rest.slice(-2)}` : `${kind}…`;
}

/** The same for a text that a person wrote about a caller or to one. It may name the caller in any words, so nothing of it is left. */
export function maskFreeText(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : '…';
}

/** The same for a sentence of this service, which may quote a text about a caller, or a number. Only the quotes are masked. */
export function maskSentence(text: string, context: GraphqlContext): string {
  if (maySeePersonal(context)) return text;
  return text.replace(quotedReason, '$1…”').replace(number, mask);
}

/** The policy `blocked-caller` quotes the reason of a block. */
const quotedReason = /(gave the reason “).*”/gs;
/**
 * Such as `004915112345678`, `0151 1234567` or `+49-151-1234567`: at least seven characters, with separators as people write them.
 * Hyphens count only after a `+`, so that a date such as `2026-01-31` is not masked.
 */
const number = /\+?\d[\d ()./]{5,}\d|\+\d[\d ()./-]{5,}\d/g;
