import { describe, expect, it } from 'vitest';
import { found } from './found.ts';
import type { HistoryRecord } from './records.ts';
import { changed, smallHistory, without } from './small-history.ts';

const clean = smallHistory();
const line = 'line_1';

describe('the checker', () => {
  describe('I5, texts', () => {
    const again: HistoryRecord[] = [
      { at: 3200, is: 'request', n: 4, line, operation: 'text', text: 'Write to us.' },
      { at: 3210, is: 'ended', n: 4, how: 'answered', status: 200 },
    ];

    it('finds one that was sent twice', () => {
      expect(found([...clean, ...again])).toEqual(['I5 FORBIDDEN DUPLICATES']);
    });

    it('finds one that was tried again with its fate unknown, but not one that was refused for now', () => {
      const unsent = without(clean, 'processed', ({ n }) => n === 3);
      const cut = changed(unsent, 'ended', ({ n }) => n === 3, {
        how: 'cut-by-provider',
        status: undefined,
      });
      expect(found([...cut, ...again])).toEqual(['I5 FORBIDDEN DUPLICATES']);
      const busy = changed(unsent, 'ended', ({ n }) => n === 3, { status: 429 });
      expect(found([...busy, ...again])).toEqual([]);
    });

    it('finds one that no rejection had asked for', () => {
      const history = changed(clean, 'request', ({ n }) => n === 3, { text: 'Who are you?' });
      expect(found(history)).toEqual(['I5 WRONG']);
    });

    it('finds one that was not sent and of which the journal tells nothing', () => {
      const rejection = { id: 'rej_1', state: 'CONFIRMED', textState: 'NOT_SENT' };
      const unsent = without(clean, 'request', ({ operation }) => operation === 'text');
      const silent = changed(unsent, 'journal', ({ revision }) => revision > 2, { rejection });
      expect(found(silent)).toEqual(['I5 LOST']);
      const isLast = ({ revision }: { revision: number }) => revision === 4;
      const told = changed(silent, 'journal', isLast, { kind: 'FOLLOW_UP_NOT_SENT' });
      expect(found(told)).toEqual([]);
    });
  });

  describe('I6 and I7, events', () => {
    it('finds one that was passed over, and that the chain hides it', () => {
      const history = changed(
        without(clean, 'event', ({ cursor }) => cursor === 'cursor-3'),
        'event',
        ({ cursor }) => cursor === 'cursor-4',
        { previousCursor: 'cursor-2' },
      );
      expect(found(history)).toEqual(['I6 EVENTS MISSED']);
    });

    it('finds one that never came', () => {
      const history = without(clean, 'event', ({ cursor }) => cursor === 'cursor-4');
      expect(found(history)).toEqual(['I6 EVENTS MISSED']);
    });

    it('finds one that came twice', () => {
      const [third] = clean.filter(
        (record) => record.is === 'event' && record.cursor === 'cursor-3',
      );
      const twice = { ...third, previousCursor: 'cursor-4' } as HistoryRecord;
      expect(found([...clean, twice])).toEqual(['I6 EVENTS DUPLICATED']);
    });

    it('finds one that the subscriber had not asked for', () => {
      const history = changed(clean, 'subscribed', () => true, { lines: ['line_2'] });
      expect(found(history)).toEqual(['I6 WRONG']);
    });

    it('lets a router come back with an older cursor', () => {
      const again = { subscriber: 'all', session: 3 } as const;
      const history: HistoryRecord[] = [
        ...clean,
        { at: 5000, is: 'subscribed', ...again, replica: 'replica-2', after: 'cursor-3' },
        {
          at: 5010,
          is: 'event',
          ...again,
          id: 'event-4',
          cursor: 'cursor-4',
          previousCursor: 'cursor-3',
          kind: 'ANY',
        },
      ];
      expect(found(history)).toEqual([]);
    });

    it('finds a delivery that shows a call as it was before', () => {
      const showing = (revisions: readonly number[]) =>
        revisions.reduce(
          (history, revision, n) =>
            changed(history, 'event', ({ cursor }) => cursor === `cursor-${n + 1}`, {
              call: { id: 'call_1', revision },
            }),
          clean,
        );
      expect(found(showing([1, 4, 4, 4]))).toEqual([]);
      expect(found(showing([1, 2, 4, 3]))).toEqual(['I17 WRONG']);
      // It was cut off between the second and the third.
      expect(found(showing([1, 4, 3, 4]))).toEqual(['I17 WRONG']);
    });

    it('finds a broken chain', () => {
      const history = changed(clean, 'event', ({ cursor }) => cursor === 'cursor-4', {
        previousCursor: 'cursor-2',
      });
      expect(found(history)).toEqual(['I7 EVENTS MISSED']);
    });
  });

  describe('I8, revisions', () => {
    it('finds a gap', () => {
      const history = changed(clean, 'journal', ({ revision }) => revision === 4, { revision: 5 });
      expect(found(history)).toEqual(['I8 WRONG']);
    });

    it('finds a call that is ahead of its journal', () => {
      expect(found(changed(clean, 'call', () => true, { revision: 5 }))).toEqual(['I8 WRONG']);
    });
  });

  describe('I12, steadiness', () => {
    it('finds a process that died by itself while it served', () => {
      const death = { at: 2050, is: 'died', replica: 'replica-1', code: 1 } as const;
      expect(found([...clean, { ...death, wasServing: true }])).toEqual(['I12 UNSTEADY']);
      expect(found([...clean, { ...death, wasServing: false }])).toEqual([]);
    });

    it('does not take silence for peace', () => {
      expect(found([{ at: 1, is: 'steady', afterMs: 1 }])).toEqual(['I12 UNSTEADY']);
    });

    it('finds that it came late or never', () => {
      expect(found(changed(clean, 'steady', () => true, { afterMs: 10_001 }))).toEqual([
        'I12 UNSTEADY',
      ]);
      expect(found(without(clean, 'steady'))).toEqual(['I12 UNSTEADY']);
    });
  });
});
