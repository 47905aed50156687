import type { Viewer } from '../../access/viewer.ts';
import type { Call, CallFields } from '../../call/call.ts';
import type { CallerId, CallId, EffectId, LineId } from '../../call/ids.ts';
import type {
  Attempt,
  CallEvent,
  Caller,
  CallKey,
  HistoryRequest,
  Page,
} from '../../use-cases/calls.ts';
import type { Line } from '../../use-cases/lines.ts';
import type { Ports } from '../ports.ts';
import { createBatch } from './batch.ts';

/** Batched lookups for one operation, or for one event of a subscription. Null: there is no such object that the viewer may see. */
export interface Batches {
  call(key: CallKey, fields: CallFields): Promise<Call | null>;
  /**
   * A queue may offer one customer's call to several agents in turn. Each offer is a leg, and a call of its own. Null: no later leg is
   * known that the viewer may see.
   */
  nextLeg(id: CallId): Promise<Call | null>;
  history(request: HistoryRequest): Promise<Page<CallEvent>>;
  line(id: LineId): Promise<Line | null>;
  caller(id: CallerId): Promise<Caller | null>;
  /** The attempts at an effect: something that the provider is asked to do for a call, such as to reject it. */
  attempts(effect: EffectId): Promise<readonly Attempt[]>;
}

export function createBatches({ calls, lines }: Ports, viewer: () => Viewer): Batches {
  return {
    call: createCallBatch((keys, fields) => calls.byKeys(viewer(), keys, fields)),
    nextLeg: createBatch((ids) => calls.nextLegs(viewer(), ids), String),
    history: createBatch((requests) => calls.histories(viewer(), requests), nameOfHistory),
    line: createBatch((ids) => lines.byIds(viewer(), ids), String),
    caller: createBatch((ids) => calls.callers(viewer(), ids), String),
    attempts: createBatch((effects) => calls.attempts(viewer(), effects), String),
  };
}

/**
 * Reads only the fields that are asked for. If the requests of one turn of the event loop ask for different fields, it reads all. The
 * lists of fields are compared by identity, because `callFieldsOf` returns the same list for the same field of a document.
 */
function createCallBatch(
  load: (keys: readonly CallKey[], fields: CallFields) => Promise<(Call | null)[]>,
): Batches['call'] {
  let fieldsOfTurn: CallFields | undefined;
  const batch = createBatch((keys: readonly CallKey[]) => {
    const fields = fieldsOfTurn ?? 'ALL';
    fieldsOfTurn = undefined;
    return load(keys, fields);
  }, nameOfCallKey);
  return (key, fields) => {
    fieldsOfTurn = fieldsOfTurn === undefined || fieldsOfTurn === fields ? fields : 'ALL';
    return batch(key);
  };
}

function nameOfCallKey(key: CallKey): string {
  return 'id' in key ? key.id : JSON.stringify([key.lineId, key.providerCallId]);
}

function nameOfHistory({ callId, page: { first, after } }: HistoryRequest): string {
  return JSON.stringify([callId, first, after]);
}
