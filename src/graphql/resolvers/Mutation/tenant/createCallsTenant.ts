import { RequestError } from '../../../../access/errors.ts';
import type { MutationResolvers } from '../../../types.generated.ts';
import { readIdempotencyKey, readText } from '../../mapping/read-text.ts';
import { idempotencyConflict, secretLost } from '../../mapping/user-errors.ts';

export const createCallsTenant: NonNullable<MutationResolvers['createCallsTenant']> = async (
  _mutation,
  { name, idempotencyKey },
  context,
) => {
  const answer = await context.tenants.create(
    context.viewer(),
    readText('name', name, 100),
    readIdempotencyKey(idempotencyKey),
  );
  switch (answer.is) {
    case 'made':
      return { id: answer.id, key: answer.key, replayed: answer.replayed };
    case 'idempotency-conflict':
      throw refused(idempotencyConflict().message);
    case 'secret-lost': {
      // An earlier request with this idempotency key made the tenant, and its API key cannot be derived again.
      // `made` has the id of the tenant and that of its key, separated by a space.
      const [id = ''] = answer.made.split(' ');
      throw refused(secretLost(id, `Erase the tenant ${id}, and create one anew.`).message);
    }
  }
};

/** The type of this field is not a union, so these problems are errors and not results. */
function refused(message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message, { argument: 'idempotencyKey' });
}
