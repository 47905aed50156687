import type { QueryResolvers } from '../../types.generated.ts';

export const callerByPhone: NonNullable<QueryResolvers['callerByPhone']> = (
  _query,
  { phone },
  context,
) => context.calls.callerByPhone(context.viewer(), phone);
