import { RequestError } from '../../../access/errors.ts';
import { type Call as CallModel, isRejectable } from '../../../call/call.ts';
import type { CallId, LineId, ProviderCallId } from '../../../call/ids.ts';
import type { Decision } from '../../../policies/decision.ts';
import type { CallEvent, CallKey } from '../../../use-cases/calls.ts';
import type { CallResolvers } from '../../types.generated.ts';
import { dialledNumberOf, providerCallIdOf } from '../mapping/call-numbers.ts';
import { callerOf, lineOf } from '../mapping/call-parties.ts';
import { readPage, toConnection } from '../mapping/connection.ts';
import { callFieldsOf } from '../selection/call-fields.ts';

const maxFirst = 100;

export const Call: CallResolvers = {
  __resolveReference: (reference, context, info) =>
    context.batches.call(readKey(reference), callFieldsOf(info)),
  line: lineOf,
  caller: callerOf,
  previousLeg: ({ previousLegId }, _args, context, info) =>
    previousLegId ? context.batches.call({ id: previousLegId }, callFieldsOf(info)) : null,
  // Only a provider that tells which calls are legs of one customer's call gives a `conversationId`, so otherwise nothing is read.
  // A next leg is rare, so it is read with all its fields, and not only with those that are selected.
  nextLeg: ({ id, conversationId }, _args, context) =>
    conversationId ? context.batches.nextLeg(id) : null,
  providerCallId: providerCallIdOf,
  dialledNumber: dialledNumberOf,
  rejectable: (call, _args, context) => isRejectable(call, context.calls.now()),
  // The folder `call/` may not import the policies, so its type of a decision is `object`.
  decision: ({ decision }) => (decision as Decision | undefined) ?? null,
  history: async (call, args, context) => {
    const page = await context.batches.history({ callId: call.id, page: readPage(args, maxFirst) });
    return toConnection({
      ...page,
      edges: page.edges.map(({ node, cursor }) => ({ node: withCall(node, call), cursor })),
    });
  },
};

/** Gives the event its `call`: the call as it was just read, or the event's snapshot if the event was recorded after that read. */
function withCall(event: CallEvent, call: CallModel): CallEvent {
  const { snapshot } = event;
  return { ...event, call: snapshot.revision > call.revision ? snapshot : call };
}

/** What a router sends: `id`, or the two fields of the other key. */
interface CallReference {
  readonly id?: unknown;
  readonly line?: { readonly id?: unknown } | null;
  readonly providerCallId?: unknown;
}

function readKey(reference: CallReference): CallKey {
  const { id, line, providerCallId } = reference;
  if (typeof id === 'string') return { id: id as CallId };
  if (typeof line?.id === 'string' && typeof providerCallId === 'string') {
    return { lineId: line.id as LineId, providerCallId: providerCallId as ProviderCallId };
  }
  throw new RequestError(
    'BAD_USER_INPUT',
    'A Call is named by its `id`, or by `line { id }` and `providerCallId`.',
  );
}
