import { describe, expect, it } from 'vitest';
import { check } from './checker.ts';
import { found } from './found.ts';
import type { HistoryRecord } from './records.ts';
import { changed, kill, smallHistory, without } from './small-history.ts';

const clean = smallHistory();
const line = 'line_1';
const call = 'call_AT_PROVIDER';

/** The rejection as it was in the end. */
function settledAs(state: string, kind = 'REJECTED'): HistoryRecord[] {
  const rejection = { id: 'rej_1', state };
  const history = without(clean, 'request', ({ operation }) => operation === 'text');
  return changed(history, 'journal', ({ revision }) => revision > 2, { rejection, kind });
}

describe('the checker', () => {
  it('finds nothing in a history in which every promise was kept', () => {
    expect(check(clean)).toMatchObject({
      violations: [],
      measures: { calls: 1, decisions: 1, providerRequests: 3, recoveryMs: { p50: 20, max: 20 } },
    });
  });

  describe('I1, acknowledged webhooks', () => {
    it('finds one that is not in the inbox', () => {
      expect(found(without(clean, 'received'))).toEqual(['I1 LOST']);
    });

    it('finds one of a call that nobody knows', () => {
      const ghost = { at: 1, is: 'webhook', line, call: 'ghost', what: 'ringing' } as const;
      const history: HistoryRecord[] = [...clean, { ...ghost, replica: 'replica-1', status: 200 }];
      expect(found(history)).toEqual(['I1 LOST']);
      expect(found([...clean, { ...ghost, replica: 'replica-1', status: 503 }])).toEqual([]);
    });
  });

  describe('I2, decisions', () => {
    it('finds one that is never settled', () => {
      expect(found(settledAs('SENDING'))).toEqual(['I2 LOST']);
    });

    it('finds one that expired although the provider could be asked', () => {
      expect(found(settledAs('EXPIRED', 'REJECT_EXPIRED'))).toEqual(['I2 LOST']);
    });

    it('lets one expire whose provider failed every time', () => {
      const failing = [10, 20, 30, 40].flatMap((n): HistoryRecord[] => [
        { at: 2000 + n, is: 'request', n, line, operation: 'reject', call },
        { at: 2000 + n, is: 'ended', n, how: 'answered', status: 500, injected: 'status-500' },
        { ...attempt, number: n, startedAt: 2000 + n, finishedAt: 2001 + n },
      ]);
      const history = without(settledAs('EXPIRED', 'REJECT_EXPIRED'), 'attempt');
      const onlyFailing = without(history, 'request');
      expect(found([...onlyFailing, ...failing])).toEqual([]);
    });

    it('lets one expire at its first ring limit, though its provider says that it rings on', () => {
      const history = settledAs('EXPIRED', 'REJECT_EXPIRED');
      const unserved = changed(history, 'served', () => true, { until: 4500 });
      expect(found(changed(unserved, 'call', () => true, { ringDeadlineAt: 90_000 }))).toEqual([]);
    });

    it('lets one expire that nobody was there to carry out', () => {
      const history = settledAs('EXPIRED', 'REJECT_EXPIRED');
      expect(found(changed(history, 'served', () => true, { until: 4500 }))).toEqual([]);
      const pause = { at: 3000, is: 'fault', kind: 'pause', until: 15_000 } as const;
      expect(found([...history, { ...pause, replica: 'replica-1' }])).toEqual([]);
      expect(found([...history, { ...pause, replica: 'replica-2' }])).toEqual(['I2 LOST']);
    });

    it('lets one expire whose provider had failed when hardly anybody was left to ask again', () => {
      const failed = changed(settledAs('EXPIRED', 'REJECT_EXPIRED'), 'ended', ({ n }) => n === 2, {
        at: 2800,
        injected: 'status-500',
      });
      const servedUntil = (until: number) => changed(failed, 'served', () => true, { until });
      expect(found(servedUntil(5500))).toEqual([]);
      expect(found(servedUntil(6500))).toEqual(['I2 LOST']);
    });

    it('lets one expire whose line was asked to wait with the answer about another call', () => {
      const about = (other: string, retryAfterMs: number): HistoryRecord[] => [
        { at: 1500, is: 'request', n: 9, line: other, operation: 'reject', call: 'call_OTHER' },
        { at: 1510, is: 'ended', n: 9, how: 'answered', status: 429, retryAfterMs },
      ];
      const history = settledAs('EXPIRED', 'REJECT_EXPIRED');
      // The other call has no decision in this small history, which is I3's to find.
      const lost = (more: HistoryRecord[]) => found([...history, ...more]).includes('I2 LOST');
      expect(lost(about(line, 60_000))).toBe(false);
      expect(lost(about(line, 5000))).toBe(true);
      expect(lost(about('line_2', 60_000))).toBe(true);
    });

    it('takes no longer for many faults than for few', () => {
      const resets = Array.from({ length: 64 }, (_, n): HistoryRecord => {
        const at = 20_000 + n;
        return { at, is: 'fault', kind: 'proxy-refuse', replica: 'replica-1', until: at };
      });
      expect(found([...settledAs('EXPIRED', 'REJECT_EXPIRED'), ...resets])).toEqual(['I2 LOST']);
    });

    it('finds one that expired without an alarm', () => {
      const history = changed(settledAs('EXPIRED'), 'call', () => true, { ringDeadlineAt: 3000 });
      expect(found(history)).toEqual(['I2 LOST']);
    });

    it('finds one that is CONFIRMED while the call rings', () => {
      const history = changed(clean, 'truth', () => true, { status: 'RINGING' });
      expect(found(history)).toEqual(['I2 WRONG']);
    });

    it('finds one that is ALREADY_OVER while the call rings', () => {
      const history = changed(settledAs('ALREADY_OVER'), 'truth', () => true, {
        status: 'RINGING',
      });
      expect(found(history)).toEqual(['I2 WRONG']);
    });

    it('finds one that is REFUSED by nobody', () => {
      expect(found(settledAs('REFUSED', 'REJECT_REFUSED'))).toEqual(['I2 WRONG']);
    });

    it('finds one that a client was told of and that does not exist', () => {
      const history = changed(clean, 'reject-answered', () => true, { rejectionId: 'rej_2' });
      expect(found(history)).toEqual(['I2 LOST']);
    });

    it('finds two rejections under one idempotency key', () => {
      const [answer] = clean.filter((record) => record.is === 'reject-answered');
      const again = { ...answer, at: 3030, rejectionId: 'rej_2' } as HistoryRecord;
      const history = changed([...clean, again], 'journal', ({ revision }) => revision === 1, {
        rejection: { id: 'rej_2', state: 'REFUSED' },
      });
      expect(found(history)).toEqual(['I2 WRONG']);
    });

    it('finds a second one while the first is under way', () => {
      const history = changed(clean, 'journal', ({ revision }) => revision === 4, {
        kind: 'REJECT_REQUESTED',
      });
      expect(found(history)).toEqual(['I2 WRONG']);
    });
  });

  describe('I16, whose doing it was', () => {
    /** Every request was answered with a certain no. */
    function allTurnedDown(status: number): HistoryRecord[] {
      const undone = without(clean, 'processed', ({ n }) => n < 3);
      const answered = { how: 'answered', status, injected: `status-${status}` } as const;
      const told = changed(undone, 'ended', ({ n }) => n < 3, answered);
      return changed(told, 'attempt', () => true, { outcome: 'NOT_DONE' });
    }

    it('finds a rejection that came about although every request did certainly nothing', () => {
      expect(found(allTurnedDown(429))).toEqual(['I16 WRONG']);
      expect(found(allTurnedDown(503))).toEqual(['I16 WRONG']);
    });

    it('lets it be ours when one request failed otherwise, or when whoever made it died', () => {
      expect(
        found(changed(allTurnedDown(429), 'ended', ({ n }) => n === 1, { status: 500 })),
      ).toEqual([]);
      const cut = changed(allTurnedDown(429), 'ended', ({ n }) => n === 2, {
        how: 'cut-by-provider',
      });
      expect(found(cut)).toEqual([]);
      // The provider turned the request away, and its answer to that was lost.
      const away: HistoryRecord = { at: 2020, is: 'turned-away', n: 2 };
      expect(found([...cut, away])).toEqual([]);
      const died = { outcome: null, finishedAt: null };
      const last = changed(allTurnedDown(429), 'attempt', ({ number }) => number === 2, died);
      expect(found(last)).toEqual([]);
    });

    /** It was claimed while the answer was missing, and the answer that came late was a certain no. */
    function answeredLate(inTheEnd: string): HistoryRecord[] {
      const rejection = { id: 'rej_1', state: inTheEnd };
      const late = changed(allTurnedDown(429), 'attempt', ({ number }) => number === 2, {
        finishedAt: 3900,
      });
      const last = changed(late, 'journal', ({ revision }) => revision === 4, {
        rejection,
        kind: 'REJECT_FOUND_CALL_OVER',
      });
      const call = changed(last, 'call', () => true, { rejection, status: 'REJECTED' });
      return without(call, 'request', ({ operation }) => operation === 'text');
    }

    it('lets one be claimed while an answer is missing, if it is withdrawn when that comes late', () => {
      expect(found(answeredLate('ALREADY_OVER'))).toEqual([]);
    });

    it('finds one that stays although a late answer has left no request that can have done it', () => {
      expect(found(answeredLate('CONFIRMED'))).toContain('I16 WRONG');
      const call = changed(clean, 'call', () => true, {
        rejection: { id: 'rej_1', state: 'CONFIRMED' },
      });
      const refused = { outcome: 'REFUSED', finishedAt: 3900 };
      expect(found(call)).toEqual([]);
      expect(found(changed(call, 'attempt', () => true, refused))).toContain('I16 WRONG');
    });

    it('finds one that was withdrawn although no answer had been missing', () => {
      const early = changed(answeredLate('ALREADY_OVER'), 'attempt', () => true, {
        finishedAt: 2500,
      });
      expect(found(early)).toContain('I16 WRONG');
    });

    it('finds one that came about after the call had been answered', () => {
      const answered = changed(clean, 'journal', ({ revision }) => revision === 1, {
        kind: 'ANSWERED',
      });
      expect(found(answered)).toContain('I16 WRONG');
    });

    it('finds one that was claimed before it was asked for', () => {
      const early = changed(clean, 'journal', ({ revision }) => revision === 2, {
        rejection: { id: 'rej_1', state: 'ACCEPTED' },
        recordedAt: 1900,
      });
      expect(found(early)).toContain('I16 WRONG');
    });
  });

  describe('I3, requests to providers', () => {
    it('finds a reject that nobody had decided', () => {
      const history = changed(clean, 'journal', ({ revision }) => revision === 2, {
        kind: 'NOTED',
      });
      expect(found(history)).toEqual(['I3 WRONG']);
    });

    it('finds a reject that came before its decision', () => {
      const history = changed(clean, 'journal', ({ revision }) => revision === 2, {
        recordedAt: 2090,
      });
      expect(found(history)).toEqual(['I3 WRONG']);
    });

    it('finds a reject on the wrong line', () => {
      const history = changed(clean, 'request', ({ n }) => n === 2, { line: 'line_2' });
      expect(found(history)).toEqual(['I3 WRONG']);
    });

    it('finds a reject long after its ring, but not by a process that was paused before it', () => {
      const history = changed(clean, 'effect', () => true, { deadlineAt: -500 });
      expect(found(history)).toEqual(['I3 WRONG']);
      const pause = { at: 1900, is: 'fault', kind: 'pause', replica: 'replica-1' } as const;
      expect(found([...history, { ...pause, until: 2000 }])).toEqual([]);
    });

    it('finds wrong credentials', () => {
      const history = changed(clean, 'processed', ({ n }) => n === 2, { status: 401 });
      expect(found(history)).toEqual(['I3 WRONG']);
    });
  });

  describe('I4, a second request', () => {
    it('finds one after a yes', () => {
      const history = changed(clean, 'attempt', ({ number }) => number === 1, { outcome: 'DONE' });
      expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
    });

    it('finds one after a yes that was taken for no answer', () => {
      const history = changed(clean, 'ended', ({ n }) => n === 1, answeredPlainly);
      expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
    });

    it('finds one after a no that was a yes', () => {
      const history = changed(clean, 'attempt', ({ number }) => number === 1, {
        outcome: 'NOT_DONE',
      });
      expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
    });

    it('finds one while the first is under way', () => {
      const history = changed(clean, 'ended', ({ n }) => n === 1, { at: 2500 });
      expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
    });

    it('finds one beside the first, unless a process stood still that had lost its lease or its session', () => {
      const beside = changed(clean, 'ended', ({ n }) => n === 1, { at: 2500 });
      const fault = { is: 'fault', replica: 'replica-1' } as const;
      const pause: HistoryRecord = { ...fault, at: 2050, kind: 'pause', until: 2400 };
      const killed = [...beside, kill(2050)];
      expect(found(killed)).toEqual(['I4 FORBIDDEN DUPLICATES']);
      expect(found([...beside, pause])).toEqual(['I4 FORBIDDEN DUPLICATES']);
      const ended: HistoryRecord = { ...fault, at: 2060, kind: 'life-terminated', until: 2060 };
      expect(found([...beside, ended])).toEqual(['I4 FORBIDDEN DUPLICATES']);
      expect(found([...beside, pause, ended])).toEqual([]);
      const early = changed(beside, 'attempt', ({ number }) => number === 1, { startedAt: -3000 });
      expect(found([...early, pause])).toEqual([]);
    });

    it('finds one in the same attempt after a lost session only when that was lost twice', () => {
      const away = changed(clean, 'processed', ({ n }) => n === 1, { n: 0 });
      const once: HistoryRecord[] = [
        ...without(away, 'attempt', ({ number }) => number === 2),
        { at: 2020, is: 'turned-away', n: 1 },
      ];
      expect(found(once)).toEqual([]);
      expect(found([...once, { at: 2120, is: 'turned-away', n: 2 }])).toEqual([
        'I4 FORBIDDEN DUPLICATES',
      ]);
    });

    it('finds one for the same attempt, whatever had happened', () => {
      const history = [...without(clean, 'attempt', ({ number }) => number === 2), kill(2050)];
      expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
    });

    it('finds one by a process that took the work from a healthy one, but not from a dead one', () => {
      for (const ending of [
        { outcome: null, finishedAt: null },
        { outcome: 'DONE', finishedAt: 2110 },
      ]) {
        const history = changed(clean, 'attempt', ({ number }) => number === 1, ending);
        expect(found(history)).toEqual(['I4 FORBIDDEN DUPLICATES']);
        expect(found([...history, kill(2050)])).toEqual([]);
      }
    });
  });
});

const attempt = {
  at: 9000,
  is: 'attempt',
  effectId: 'eff_1',
  outcome: 'UNKNOWN',
} as const;

const answeredPlainly = { how: 'answered', status: 200, injected: undefined } as const;
