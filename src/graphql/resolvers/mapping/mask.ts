import { hasScope } from '../../../access/viewer.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** Returns personal data in full or masked, as the viewer may see it. */
export function personal(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : mask(text);
}

export function maySeePersonal(context: GraphqlContext): boolean {
  return hasScope(context.viewer(), 'pii:read');
}

/** The last two characters distinguish neighbouring callers in a list, but do not identify a caller. */
function mask(text: string): string {
  const [, kind = '', rest = ''] = /^([a-z]+:)?(.*)$/s.exec(text) ?? [];
  return rest.length > 4 ? `${kind}…${rest.slice(-2)}` : `${kind}…`;
}
