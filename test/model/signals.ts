import type { CallerAddress } from '../../src/call/caller-address.ts';
import type { LineId, ProviderCallId, TenantId } from '../../src/call/ids.ts';
import type { CallSignal, SignalKind } from '../../src/call/signal.ts';
import type { Received } from '../../src/use-cases/receive/receive-signals.ts';
import type { ModelClock } from './clock.ts';
import type { ModelLines } from './lines.ts';

/** Something that the provider tells until somebody says that it has been received. */
export interface ModelSignal {
  readonly tenantId: TenantId;
  readonly line: LineId;
  readonly signal: CallSignal & { readonly occurredAt: Date };
  received?: Received;
}

export interface SignalWish {
  readonly call: number;
  readonly kind: SignalKind;
  readonly agoMs: number;
  readonly late: boolean;
  readonly inferred?: true;
}

export interface Signals {
  readonly all: readonly ModelSignal[];
  make(wish: SignalWish): ModelSignal;
}

/** The calls of the model by number: two lines, and on both of them the provider uses the same ids. */
export function callAt(lines: ModelLines, call: number) {
  const line = lines.ids[call % 2] as LineId;
  const providerCallId = `call-${call >> 1}` as ProviderCallId;
  return { line, providerCallId };
}

/** No two signals have happened at the same moment, so that each can be found in the journal. */
export function makeSignals(lines: ModelLines, clock: ModelClock): Signals {
  const all: ModelSignal[] = [];
  return {
    all,
    make({ call, kind, agoMs, late, inferred }) {
      const { line, providerCallId } = callAt(lines, call);
      const n = all.length + 1;
      const made: ModelSignal = {
        tenantId: lines.tenantId,
        line,
        signal: {
          kind,
          providerCallId,
          aliases: [],
          dedupeKey: `event ${n}`,
          direction: 'INBOUND',
          media: 'VOICE',
          caller: callerOf(call),
          // Everything else happens at whole seconds.
          occurredAt: new Date(clock.now().getTime() - agoMs - n),
          deliveredLate: late,
          inferred,
        },
      };
      all.push(made);
      return made;
    },
  };
}

/** The calls 0 and 2 come from one caller; those on the second line from callers without a number. */
function callerOf(call: number) {
  const address: CallerAddress = call % 2 === 0 ? 'phone:+447700900001' : `lid:${call}`;
  return { atProvider: `who makes call 770090000${call}`, addresses: [address] as const };
}
