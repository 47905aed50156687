import type { Call } from '../../call/call.ts';
import { unnamedCallerOf } from '../../call/caller-address.ts';
import { isReusedId } from '../../call/lifecycle/reused-call-id.ts';
import type { CallSignal } from '../../call/signal.ts';
import { isOver } from '../../call/status.ts';
import type { SignalFacts } from '../../db/calls/signal-facts.ts';
import type { SignalQuery, SignalRead } from './read-signal.ts';

/**
 * `none`: the signal is not about a call whose personal data was erased. `over`: it is about one that is over, so there is nothing to
 * learn from it. `open`: about one that was erased because of its age although its end was never reported.
 */
export type ErasedCall =
  | { readonly is: 'none' | 'over' }
  | { readonly is: 'open'; readonly call: Call };

export function erasedCallOf({ erasedCall }: SignalFacts, signal: CallSignal): ErasedCall {
  if (erasedCall === null || isReusedId(erasedCall, signal)) return { is: 'none' };
  return isOver(erasedCall.status) ? { is: 'over' } : { is: 'open', call: erasedCall };
}

/** The signal and the facts without the caller, and without the dialled number, which in an outbound call is the other party's. */
export function withoutCaller<Query extends SignalQuery>(
  query: Query,
  { loaded, facts }: SignalRead,
  call: Call,
): { readonly query: Query; readonly read: SignalRead } {
  const { caller: _caller, dialled: _dialled, ...signal } = query.signal;
  // As for a signal that names no caller: an address of this call alone.
  const seen = { atProvider: '', addresses: [unnamedCallerOf(call.providerCallId)] } as const;
  return {
    query: { ...query, signal: { ...signal, aliases: [] }, seen },
    read: {
      loaded,
      facts: {
        ...facts,
        call,
        // The call's alias is now a digest of this id. Counted as known, the id itself does not become an alias again.
        knownIds: [signal.providerCallId],
        callers: [],
        knownAddresses: new Set(),
      },
    },
  };
}
