import type { HistoryRecord, JournalRecord, RecordOf } from './records.ts';

const line = 'line_1';
const call = 'call_AT_PROVIDER';
const callId = 'call_1';
const text = 'Write to us.';

function journal(
  revision: number,
  kind: string,
  state?: string,
): JournalRecord & { at: number; is: 'journal' } {
  const rejection = state === undefined ? {} : { rejection: { id: 'rej_1', state, text } };
  const place = { line, callId, cursor: `cursor-${revision}`, revision };
  const by = revision === 2 ? 'CLIENT' : 'PROVIDER';
  const seen = { by, change: `${100 + revision}`, inferred: false, caller: '' } as const;
  const recordedAt = revision * 1000;
  return { at: 9000, is: 'journal', ...place, kind, recordedAt, ...seen, ...rejection };
}

function event(session: number, revision: number, previousCursor: string): HistoryRecord {
  const cursor = `cursor-${revision}`;
  const id = `event-${revision}`;
  const which = { subscriber: 'all', session, id, cursor, previousCursor, kind: 'ANY' };
  return { at: revision * 1000 + 5, is: 'event', ...which };
}

function attempt(number: number, startedAt: number, outcome: string | null): HistoryRecord {
  const finishedAt = outcome === null ? null : startedAt + 40;
  return { at: 9000, is: 'attempt', effectId: 'eff_1', number, startedAt, finishedAt, outcome };
}

/** One call: it rings, is rejected at the second attempt and texted, while its one subscriber is cut off and comes back. */
export function smallHistory(): HistoryRecord[] {
  const asked = { line, call, key: 'key-1', replica: 'replica-1' };
  return [
    { at: 1, is: 'line', line, provider: 'ANY', ringLimitMs: 15_000, confirmedMeans: ['REJECTED'] },
    { at: 500, is: 'served', replica: 'replica-1', until: 30_000 },
    { at: 990, is: 'rang', line, call, fate: 'reject' },
    { at: 995, is: 'webhook', line, call, what: 'ringing', replica: 'replica-1', status: null },
    { at: 1010, is: 'webhook', line, call, what: 'ringing', replica: 'replica-2', status: 200 },
    { at: 1990, is: 'reject-asked', ...asked },
    {
      at: 3020,
      is: 'reject-answered',
      ...asked,
      answer: 'CallRejected',
      rejectionId: 'rej_1',
      state: 'CONFIRMED',
    },
    { at: 2010, is: 'request', n: 1, line, operation: 'reject', call },
    { at: 2020, is: 'processed', n: 1, status: 200 },
    { at: 2030, is: 'ended', n: 1, how: 'cut-by-provider', injected: 'process-then-reset' },
    { at: 2110, is: 'request', n: 2, line, operation: 'reject', call },
    { at: 2120, is: 'processed', n: 2, status: 200 },
    { at: 2130, is: 'ended', n: 2, how: 'answered', status: 200 },
    { at: 3100, is: 'request', n: 3, line, operation: 'text', text },
    { at: 3110, is: 'processed', n: 3, status: 200 },
    { at: 3120, is: 'ended', n: 3, how: 'answered', status: 200 },
    { at: 8000, is: 'truth', line, call, status: 'REJECTED' },
    subscribed(1, null),
    event(1, 1, 'cursor-0'),
    event(1, 2, 'cursor-1'),
    { at: 2500, is: 'unsubscribed', subscriber: 'all', session: 1, because: 'dropped' },
    subscribed(2, 'cursor-2'),
    event(2, 3, 'cursor-2'),
    event(2, 4, 'cursor-3'),
    { at: 6000, is: 'faults-stopped' },
    { at: 6500, is: 'steady', afterMs: 500 },
    journal(1, 'RANG'),
    journal(2, 'REJECT_REQUESTED', 'SENDING'),
    journal(3, 'REJECTED', 'CONFIRMED'),
    journal(4, 'FOLLOW_UP_SENT', 'CONFIRMED'),
    { at: 9000, is: 'call', line, callId, status: 'REJECTED', revision: 4, ringDeadlineAt: 16_000 },
    { at: 9000, is: 'alias', line, call, callId },
    { at: 9000, is: 'received', line, what: 'ringing', callId },
    {
      at: 9000,
      is: 'effect',
      effectId: 'eff_1',
      callId,
      kind: 'reject',
      state: 'SETTLED',
      deadlineAt: 14_000,
    },
    attempt(1, 2000, 'UNKNOWN'),
    attempt(2, 2100, 'DONE'),
  ];
}

function subscribed(session: number, after: string | null): HistoryRecord {
  const at = session * 1000 - 100;
  return { at, is: 'subscribed', subscriber: 'all', session, replica: 'replica-1', after };
}

/** Of the records of one kind, those that the tests tell apart. */
type Selector<Is extends HistoryRecord['is']> = (record: RecordOf<Is>) => boolean;

export function without<Is extends HistoryRecord['is']>(
  history: readonly HistoryRecord[],
  is: Is,
  which: Selector<Is> = () => true,
): HistoryRecord[] {
  return history.filter((record) => record.is !== is || !which(record as RecordOf<Is>));
}

export function changed<Is extends HistoryRecord['is']>(
  history: readonly HistoryRecord[],
  is: Is,
  which: Selector<Is>,
  change: Partial<RecordOf<Is>>,
): HistoryRecord[] {
  return history.map((record) => {
    if (record.is !== is || !which(record as RecordOf<Is>)) return record;
    return { ...record, ...change } as HistoryRecord;
  });
}

export function kill(at: number): HistoryRecord {
  return { at, is: 'fault', kind: 'kill', replica: 'replica-1', until: at };
}
