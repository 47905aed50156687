import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';
import { readEventFilter } from '../mapping/event-filter.ts';

/** The greatest `first`. */
const maxFirst = 500;

export const callEventLog: NonNullable<QueryResolvers['callEventLog']> = async (
  _query,
  args,
  context,
) => {
  const page = readPage(args, maxFirst);
  // Reads the call that the filter names, perhaps by the provider's id. If the viewer may not see it, no event matches.
  const { filter } = await readEventFilter(args.filter, context);
  return toConnection(await context.calls.eventLog(context.viewer(), filter, page));
};
