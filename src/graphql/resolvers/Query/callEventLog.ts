import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';
import { readEventFilter } from '../mapping/event-filter.ts';

export const callEventLog: NonNullable<QueryResolvers['callEventLog']> = async (
  _query,
  args,
  context,
) => {
  const page = readPage(args, 500);
  const { filter } = await readEventFilter(args.filter, context);
  return toConnection(await context.calls.eventLog(context.viewer(), filter, page));
};
