import { hasScope } from '../../../access/viewer.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** Personal data as this principal may see it. */
export function personal(text: string, context: GraphqlContext): string {
  return maySeePersonal(context) ? text : mask(text);
}

export function maySeePersonal(context: GraphqlContext): boolean {
  return hasScope(context.viewer(), 'pii:read');
}

/** The last two characters tell callers apart who are next to each other in a list, and name nobody. */
function mask(text: string): string {
  const [, kind = '', rest = ''] = /^([a-z]+:)?(.*)$/s.exec(text) ?? [];
  return rest.length > 4 ? `${kind}…${rest.slice(-2)}` : `${kind}…`;
}
