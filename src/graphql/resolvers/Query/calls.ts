import type { CallerId, LineId } from '../../../call/ids.ts';
import type { CallFilter } from '../../../use-cases/calls.ts';
import type { QueryCallsArgs, QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';

/** The largest `first`. */
const maxFirst = 100;

export const calls: NonNullable<QueryResolvers['calls']> = async (_query, args, context) => {
  const page = readPage(args, maxFirst);
  return toConnection(await context.calls.list(context.viewer(), readFilter(args.filter), page));
};

function readFilter(filter: QueryCallsArgs['filter']): CallFilter {
  return {
    lineIds: (filter?.lineIds ?? undefined) as LineId[] | undefined,
    statuses: filter?.statuses ?? undefined,
    callerId: (filter?.callerId ?? undefined) as CallerId | undefined,
    ringingFrom: filter?.ringingFrom ?? undefined,
    ringingBefore: filter?.ringingBefore ?? undefined,
  };
}
