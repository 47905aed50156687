import type { TenantId } from '../../../../call/ids.ts';
import type { MutationResolvers } from '../../../types.generated.ts';

export const eraseCallsTenant: NonNullable<MutationResolvers['eraseCallsTenant']> = async (
  _mutation,
  { id, name },
  context,
) => {
  // The tenant's name confirms the erasure: `erase` throws BAD_USER_INPUT if it is another.
  const answer = await context.tenants.erase(context.viewer(), id as TenantId, name);
  if (typeof answer === 'object') {
    const { startedAt, endedAt = null, rows } = answer;
    // `rows` has the number for each table.
    const deletedRows = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return { __typename: 'CallsTenantErasure', id, startedAt, endedAt, deletedRows };
  }
  // In the schema, CallsTenantNotFound also stands for the operator's own tenant.
  const message =
    answer === 'own'
      ? 'This is your own tenant: an operator of another tenant may erase it, or `npm run erase-tenant`.'
      : 'There is no tenant with this id.';
  return { __typename: 'CallsTenantNotFound', message, code: 'TENANT_NOT_FOUND' };
};
