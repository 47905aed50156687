import type { CallId, LineId } from '../../../call/ids.ts';
import type { EventFilter } from '../../../use-cases/calls.ts';
import type { CallEventFilter, InputMaybe } from '../../types.generated.ts';

export function readEventFilter(filter: InputMaybe<CallEventFilter>): EventFilter {
  return {
    lineIds: (filter?.lineIds ?? undefined) as LineId[] | undefined,
    callId: (filter?.callId ?? undefined) as CallId | undefined,
    kinds: filter?.kinds ?? undefined,
  };
}
