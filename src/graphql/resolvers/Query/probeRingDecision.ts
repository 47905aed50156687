import type { LineId } from '../../../call/ids.ts';
import type { QueryResolvers } from '../../types.generated.ts';

export const probeRingDecision: NonNullable<QueryResolvers['probeRingDecision']> = (
  _query,
  { input },
  context,
) => {
  const { lineId, caller, at } = input;
  return context.perimeter.probe(context.viewer(), {
    lineId: lineId as LineId,
    caller,
    at: at ?? undefined,
  });
};
