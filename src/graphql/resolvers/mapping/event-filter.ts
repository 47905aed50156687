import type { CallId, LineId } from '../../../call/ids.ts';
import type { EventFilter } from '../../../use-cases/calls.ts';
import type { GraphqlContext } from '../../execution/context.ts';
import type { CallEventFilter, InputMaybe } from '../../types.generated.ts';

/** `seesCall` is false if the filter names a call that does not exist or that the viewer may not see. `callEvents` refuses it then. */
export interface EventFilterRead {
  readonly filter: EventFilter;
  readonly seesCall: boolean;
}

/** The filter may name a call by our id or the provider's, as `call(id:)` does. */
export async function readEventFilter(
  input: InputMaybe<CallEventFilter> | undefined,
  context: GraphqlContext,
): Promise<EventFilterRead> {
  const callId = input?.callId ?? undefined;
  const call = callId === undefined ? null : await context.calls.find(context.viewer(), callId);
  const filter = {
    lineIds: (input?.lineIds ?? undefined) as LineId[] | undefined,
    // The id of a call that the viewer may not see stays in the filter. So `callEventLog`, which reads only the lines of the viewer,
    // finds nothing; without the id it would find the events of all calls.
    callId: call?.id ?? (callId as CallId | undefined),
    kinds: input?.kinds ?? undefined,
  };
  return { filter, seesCall: callId === undefined || call !== null };
}
