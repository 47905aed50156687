import { hasScope } from '../../../access/viewer.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** Returns personal data in full or masked, as the viewer may see it. */
export function personal(text: string, context: GraphqlContext): string {
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

/** A text that somebody wrote about a caller or to one, and that may name them in any words. */
export function freeText(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : '…';
}

/** A sentence of this service that may quote a text about a caller, or a number. */
export function sentence(text: string, context: GraphqlContext): string {
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
