import { RequestError } from '../../../access/errors.ts';

export function readReferenceId(reference: { readonly id?: unknown }): string {
  if (typeof reference.id === 'string') return reference.id;
  throw new RequestError('BAD_USER_INPUT', 'A representation needs the `id` of its entity.');
}
