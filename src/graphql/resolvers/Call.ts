import { RequestError } from '../../access/errors.ts';
import { isRejectable } from '../../call/call.ts';
import type { CallId, LineId, ProviderCallId } from '../../call/ids.ts';
import type { Caller, CallKey } from '../../calls/calls.ts';
import type { Line } from '../../calls/lines.ts';
import type { Decision } from '../../policies/decision.ts';
import { readPage, toConnection } from '../connection.ts';
import { asksOnlyForId } from '../only-id.ts';
import type { CallResolvers } from '../types.generated.ts';

export const Call: CallResolvers = {
  __resolveReference: async (reference, context) => {
    const call = await context.batches.call(readKey(reference));
    // @apollo/subgraph writes `__typename` onto what it gets.
    return call && { ...call };
  },
  line: async ({ lineId }, _args, context, info) => {
    if (asksOnlyForId(info)) return { id: lineId } as Line;
    const line = await context.batches.line(lineId);
    if (!line) throw new Error(`The line ${lineId} of a call is missing.`);
    return line;
  },
  caller: async ({ callerId }, _args, context, info) => {
    if (asksOnlyForId(info)) return { id: callerId } as Caller;
    const caller = await context.batches.caller(callerId);
    if (!caller) throw new Error(`The caller ${callerId} of a call is missing.`);
    return caller;
  },
  previousLeg: ({ previousLegId }, _args, context) =>
    previousLegId ? context.batches.call({ id: previousLegId }) : null,
  nextLeg: ({ id, conversationId }, _args, context) =>
    conversationId ? context.batches.nextLeg(id) : null,
  rejectable: (call) => isRejectable(call, new Date()),
  decision: ({ decision }) => (decision as Decision | undefined) ?? null,
  history: async ({ id }, args, context) =>
    toConnection(await context.batches.history({ callId: id, page: readPage(args, 100) })),
};

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
