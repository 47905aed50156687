import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';

/** The largest `first`. */
const maxFirst = 100;

export const callsAuditLog: NonNullable<QueryResolvers['callsAuditLog']> = async (
  _query,
  args,
  context,
) => {
  const { target, action, principalId } = args.filter ?? {};
  // A null counts as left out.
  const question = {
    ...(target != null && { target }),
    ...(action != null && { action }),
    ...(principalId != null && { principalId }),
  };
  return toConnection(
    await context.audit.log(context.viewer(), question, readPage(args, maxFirst)),
  );
};
