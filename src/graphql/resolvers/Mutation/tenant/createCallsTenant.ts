import type { MutationResolvers } from '../../../types.generated.ts';
import { readText } from '../../mapping/read-text.ts';

export const createCallsTenant: NonNullable<MutationResolvers['createCallsTenant']> = (
  _mutation,
  { name },
  context,
) => context.tenants.create(context.viewer(), readText('name', name, 100));
