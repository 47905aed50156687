import type { CallEvent } from '../../../calls/calls.ts';
import { readEventFilter } from '../../event-filter.ts';
import type { SubscriptionResolvers } from '../../types.generated.ts';

export const callEvents: NonNullable<SubscriptionResolvers['callEvents']> = {
  subscribe: (_subscription, { filter, after }, context) =>
    context.calls.events(
      context.viewer(),
      readEventFilter(filter),
      after ?? null,
      context.signal,
    ) as never,
  resolve: (event: CallEvent) => event,
};
