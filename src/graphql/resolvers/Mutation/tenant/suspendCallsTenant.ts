import type { TenantId } from '../../../../call/ids.ts';
import type { MutationResolvers } from '../../../types.generated.ts';

export const suspendCallsTenant: NonNullable<MutationResolvers['suspendCallsTenant']> = async (
  _mutation,
  { id, suspended = true },
  context,
) => {
  const answer = await context.tenants.suspend(context.viewer(), id as TenantId, suspended);
  if (answer === 'suspended' || answer === 'active') {
    return { __typename: 'CallsTenantSuspended', id, suspended: answer === 'suspended' };
  }
  // In the schema, CallsTenantNotFound also stands for the operator's own tenant.
  const message =
    answer === 'own'
      ? 'This is your own tenant: nobody would be left to let it in again.'
      : 'There is no tenant with this id.';
  return { __typename: 'CallsTenantNotFound', message, code: 'TENANT_NOT_FOUND' };
};
