import type { CallEvent } from '../../../use-cases/calls.ts';
import type { SubscriptionResolvers } from '../../types.generated.ts';
import { readEventFilter } from '../mapping/event-filter.ts';
import { asksHowCallIs } from '../mapping/selection.ts';

export const callEvents: NonNullable<SubscriptionResolvers['callEvents']> = {
  subscribe: (_subscription, { filter, after }, context, { fieldNodes, fragments }) => {
    const wish = {
      filter: readEventFilter(filter),
      after: after ?? null,
      showsCalls: asksHowCallIs(fieldNodes, fragments),
    };
    return context.calls.events(context.viewer(), wish, context.signal) as never;
  },
  resolve: (event: CallEvent) => event,
};
