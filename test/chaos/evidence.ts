import type { FaultKind, HistoryRecord, JournalRecord, RecordOf } from './records.ts';

export type Journaled = JournalRecord & { readonly at: number };

/** A request to a provider, with everything that became of it. */
export interface Exchange {
  readonly request: RecordOf<'request'>;
  readonly processed?: RecordOf<'processed'>;
  readonly ended?: RecordOf<'ended'>;
  /** Its session was no longer known: certainly nothing was done. */
  readonly isTurnedAway: boolean;
}

/** The records of a run, so arranged that questions can be asked of them. */
export interface Evidence {
  all<Is extends HistoryRecord['is']>(is: Is): RecordOf<Is>[];
  /** In order. */
  readonly journal: readonly Journaled[];
  readonly exchanges: readonly Exchange[];
  /** Our id of a provider's call. */
  callIdOf(line: string, call: string | undefined): string | undefined;
  journalOf(callId: string): readonly Journaled[];
  /** The requests to reject a call, in order. */
  rejectsOf(callId: string): readonly Exchange[];
  truthOf(callId: string): RecordOf<'truth'> | undefined;
  /** A fault of one of these kinds within this time. */
  faultWithin(from: number, to: number, kinds: readonly FaultKind[]): RecordOf<'fault'> | undefined;
}

export function arrange(records: readonly HistoryRecord[]): Evidence {
  const byKind = Map.groupBy(records, (record) => record.is);
  const all = <Is extends HistoryRecord['is']>(is: Is) => (byKind.get(is) ?? []) as RecordOf<Is>[];
  const aliases = new Map(
    all('alias').map(({ line, call, callId }) => [`${line} ${call}`, callId]),
  );
  const callIdOf = (line: string, call = '') => aliases.get(`${line} ${call}`);
  const journal = all('journal') as Journaled[];
  const ofCall = Map.groupBy(journal, ({ callId }) => callId);
  const exchanges = exchangesOf(all('request'), all('processed'), all('ended'), all('turned-away'));
  const rejects = Map.groupBy(
    exchanges.filter(({ request }) => request.operation === 'reject'),
    ({ request }) => callIdOf(request.line, request.call),
  );
  const truths = new Map(all('truth').map((truth) => [callIdOf(truth.line, truth.call), truth]));
  return {
    all,
    journal,
    exchanges,
    callIdOf,
    journalOf: (callId) => ofCall.get(callId) ?? [],
    rejectsOf: (callId) => rejects.get(callId) ?? [],
    truthOf: (callId) => truths.get(callId),
    faultWithin: (from, to, kinds) =>
      all('fault').find(
        (fault) => fault.at <= to && fault.until >= from && kinds.includes(fault.kind),
      ),
  };
}

function exchangesOf(
  requests: readonly RecordOf<'request'>[],
  processed: readonly RecordOf<'processed'>[],
  ended: readonly RecordOf<'ended'>[],
  turnedAway: readonly RecordOf<'turned-away'>[],
): Exchange[] {
  const away = new Set(turnedAway.map(({ n }) => n));
  const processedByNumber = new Map(processed.map((record) => [record.n, record]));
  const endedByNumber = new Map(ended.map((record) => [record.n, record]));
  return requests
    .map((request) => ({
      request,
      processed: processedByNumber.get(request.n),
      ended: endedByNumber.get(request.n),
      isTurnedAway: away.has(request.n),
    }))
    .sort((a, b) => a.request.n - b.request.n);
}
