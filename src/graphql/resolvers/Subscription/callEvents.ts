import { RequestError } from '../../../access/errors.ts';
import type { CallEvent } from '../../../use-cases/calls.ts';
import type { SubscriptionResolvers } from '../../types.generated.ts';
import { readEventFilter } from '../mapping/event-filter.ts';
import { selectsChangingCall } from '../selection/selected-fields.ts';

export const callEvents: NonNullable<SubscriptionResolvers['callEvents']> = {
  subscribe: async (_subscription, args, context, { fieldNodes, fragments }) => {
    const { filter, seesCall } = await readEventFilter(args.filter, context);
    if (!seesCall) throw noSuchCall();
    const request = {
      filter,
      after: args.after ?? null,
      // Fields of `call` that may have changed since the event are read anew.
      showsCalls: selectsChangingCall(fieldNodes, fragments),
    };
    // The generated type expects a stream of what `resolve` returns, but GraphQL needs a stream of what `resolve` is given.
    return context.calls.events(context.viewer(), request, context.signal) as never;
  },
  resolve: (event: CallEvent) => event,
};

/** A wrong id is an error: a stream without any event would hide the mistake. */
function noSuchCall(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    'The argument `filter.callId` names no call that you may see. Give the id of a call, ours or the provider’s, or leave it out.',
    { argument: 'filter.callId' },
  );
}
