import type { HistoryRecord, JournalRecord } from './records.ts';
import { smallHistory } from './small-history.ts';

export const guarded = 'line_GUARDED';
export const listened = 'line_LISTENED';
export const text = 'Nobody is here.';

const means = { ringLimitMs: 15_000, confirmedMeans: ['REJECTED'] } as const;

/** The entries of one call, the first two in one change. */
export function entry(
  of: Pick<JournalRecord, 'line' | 'callId' | 'caller'>,
  revision: number,
  kind: string,
  more: Partial<JournalRecord> = {},
): HistoryRecord {
  const change = `${of.callId} ${Math.max(2, revision)}`;
  const cursor = `${of.callId}-${revision}`;
  const recordedAt = 7000 + Math.max(2, revision) * 10;
  const about = { by: 'PROVIDER', inferred: false } as const;
  return {
    ...{ at: 9000, is: 'journal', ...of, revision, kind, cursor, change, recordedAt, ...about },
    ...more,
  };
}

function known(line: string, call: string, caller: string): HistoryRecord[] {
  const callId = `id of ${call}`;
  return [
    { at: 7000, is: 'rang', line, call, fate: 'ring-on', caller },
    { at: 9000, is: 'alias', line, call, callId },
  ];
}

function stands(line: string, call: string, revision: number): HistoryRecord {
  const callId = `id of ${call}`;
  return {
    ...{ at: 9000, is: 'call', line, callId, status: 'ANY', revision },
    ringDeadlineAt: 22_000,
  };
}

/** The request to reject a call, which its provider carried out. */
function asked(call: string): HistoryRecord[] {
  const effect = { effectId: 'eff_2', callId: `id of ${call}`, kind: 'reject' } as const;
  const attempt = { effectId: 'eff_2', number: 1, startedAt: 7021, finishedAt: 7028 } as const;
  return [
    { at: 7022, is: 'request', n: 19, line: guarded, operation: 'reject', call },
    { at: 7024, is: 'processed', n: 19, status: 200 },
    { at: 7026, is: 'ended', n: 19, how: 'answered', status: 200 },
    { at: 9000, is: 'effect', ...effect, state: 'SETTLED', deadlineAt: 22_000 },
    { at: 9000, is: 'attempt', ...attempt, outcome: 'DONE' },
  ];
}

/**
 * Beside the small history: a line whose policies rejected one caller with a text and let another ring,
 * and a line that is listened to, where one call was heard and one came and went while nobody could hear it.
 */
export function smallLines(): HistoryRecord[] {
  const unwanted = { line: guarded, callId: 'id of call_UNWANTED', caller: '551181' };
  const friend = { line: guarded, callId: 'id of call_FRIEND', caller: '551190' };
  const heard = { line: listened, callId: 'id of call_HEARD', caller: '' };
  const rejection = { id: 'rej_2', text };
  const requested = { by: 'POLICY', rejection: { ...rejection, state: 'SENDING' } } as const;
  const settled = { rejection: { ...rejection, state: 'CONFIRMED' } };
  return [
    ...smallHistory(),
    { at: 1, is: 'line', line: guarded, provider: 'ANY', ...means, bypassed: ['551190'] },
    { at: 1, is: 'line', line: listened, provider: 'ANY', ...means, isListenedTo: true },
    ...known(guarded, 'call_UNWANTED', '551181'),
    entry(unwanted, 1, 'RANG'),
    entry(unwanted, 2, 'REJECT_REQUESTED', requested),
    entry(unwanted, 3, 'REJECTED', settled),
    stands(guarded, 'call_UNWANTED', 3),
    ...asked('call_UNWANTED'),
    { at: 7100, is: 'request', n: 20, line: guarded, operation: 'text', text, to: '+551181' },
    { at: 7110, is: 'processed', n: 20, status: 200 },
    { at: 7120, is: 'ended', n: 20, how: 'answered', status: 200 },
    ...known(guarded, 'call_FRIEND', '551190'),
    entry(friend, 1, 'RANG'),
    stands(guarded, 'call_FRIEND', 1),
    ...known(listened, 'call_HEARD', ''),
    entry(heard, 1, 'RANG'),
    stands(listened, 'call_HEARD', 1),
    { at: 7050, is: 'told', n: 21, line: listened, calls: ['call_HEARD'] },
    { at: 7000, is: 'rang', line: listened, call: 'call_MISSED', fate: 'hang-up' },
    { at: 8000, is: 'truth', line: listened, call: 'call_MISSED', status: 'OVER' },
  ];
}
