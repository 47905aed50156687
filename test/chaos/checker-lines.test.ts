import { describe, expect, it } from 'vitest';
import { found } from './found.ts';
import type { HistoryRecord } from './records.ts';
import { changed, kill, without } from './small-history.ts';
import { entry, guarded, listened, smallLines, text } from './small-lines.ts';

const clean = smallLines();
const ofUnwanted = ({ callId }: { readonly callId: string | null }) =>
  callId === 'id of call_UNWANTED';

describe('the checker', () => {
  it('finds nothing where policies and listeners kept their promises', () => {
    expect(found(clean)).toEqual([]);
  });

  describe('I18, texts of policies', () => {
    const holds = { text, cooldownMs: 4000, textsPerMinute: 2 };
    const sentAt = (n: number, at: number, to: string, words = text): HistoryRecord[] => [
      { at, is: 'request', n, line: guarded, operation: 'text', text: words, to },
      { at: at + 5, is: 'processed', n, status: 200 },
      { at: at + 9, is: 'ended', n, how: 'answered', status: 200 },
    ];
    const isGuarded = ({ line }: { readonly line: string }) => line === guarded;
    /** One text of the policy left at 7100, to +551181. */
    const held = changed(clean, 'line', isGuarded, { holds });
    const turned = (at: number, on: boolean, isSet = true): HistoryRecord => ({
      ...{ at, is: 'kill-switch', line: guarded, askedAt: at - 5, on, isSet },
    });
    const i18 = (...more: readonly HistoryRecord[]) =>
      found([...held, ...more]).filter((one) => one.startsWith('I18'));

    it('finds one within the cooldown of its caller, also after one of a client', () => {
      expect(i18(...sentAt(30, 11_101, '+551181'))).toEqual([]);
      expect(i18(...sentAt(30, 11_000, '+551181'))).toEqual(['I18 WRONG']);
      expect(i18(...sentAt(30, 11_000, '+551182'))).toEqual([]);
      const byClient = sentAt(30, 9000, '+551182', 'Call again.');
      expect(i18(...byClient, ...sentAt(31, 12_000, '+551182'))).toEqual(['I18 WRONG']);
      expect(i18(...byClient, ...sentAt(31, 10_000, '+551182'))).toEqual([]);
    });

    it('lets a rejection of a policy be REFUSED on a line whose kill switch was on, and on no other', () => {
      const ofUnwantedLast = (one: { readonly callId: string; readonly kind: string }) =>
        ofUnwanted(one) && one.kind === 'REJECTED';
      const rejection = { id: 'rej_2', state: 'REFUSED' };
      const refused = changed(
        without(held, 'request', ({ n }) => n === 20),
        'journal',
        ofUnwantedLast,
        { kind: 'REJECT_REFUSED', rejection },
      );
      expect(found([...refused, turned(5000, true)])).toEqual([]);
      expect(found(refused)).toEqual(['I2 WRONG']);
    });

    it('finds one beyond the cap', () => {
      const second = sentAt(30, 20_000, '+551182');
      expect(i18(...second, ...sentAt(31, 67_101, '+551183'))).toEqual([]);
      expect(i18(...second, ...sentAt(31, 67_000, '+551183'))).toEqual(['I18 WRONG']);
    });

    it('finds one that left while the kill switch was surely on', () => {
      expect(i18(turned(5000, true))).toEqual(['I18 WRONG']);
      expect(i18(turned(5000, true, false))).toEqual([]);
      expect(i18(turned(6000, true))).toEqual([]);
      expect(i18(turned(4000, true), turned(7000, false, false))).toEqual([]);
      const pause = { at: 6900, is: 'fault', kind: 'pause', until: 7050 } as const;
      expect(i18(turned(5000, true), pause)).toEqual([]);
    });
  });

  describe('I13, policies', () => {
    const isDecision = (one: { readonly callId: string; readonly kind: string }) =>
      ofUnwanted(one) && one.kind === 'REJECT_REQUESTED';

    /** Nobody asked the provider, and nothing is said to have come of it. */
    const unasked = changed(
      without(clean, 'request', ({ n }) => n === 19 || n === 20),
      'journal',
      (one) => ofUnwanted(one) && one.revision > 1,
      { rejection: undefined },
    );

    it('finds one that let ring whom it was to reject', () => {
      const history = changed(unasked, 'journal', isDecision, { kind: 'AUTOMATION_HELD' });
      expect(found(history)).toEqual(['I13 LOST']);
    });

    it('finds a rejection that somebody else had to ask for', () => {
      const history = changed(clean, 'journal', isDecision, { by: 'CLIENT' });
      expect(found(history)).toEqual(['I13 LOST']);
    });

    it('finds one that decided in a later change', () => {
      const history = changed(clean, 'journal', isDecision, { change: 'later' });
      expect(found(history)).toEqual(['I13 WRONG']);
    });

    it('lets a caller be who was heard too late, or whose end was heard first', () => {
      const undecided = changed(unasked, 'journal', isDecision, { kind: 'NOTED' });
      const late = changed(undecided, 'journal', ofUnwanted, { recordedAt: 21_500 });
      expect(found(late)).toEqual([]);
      const endFirst = changed(
        undecided,
        'journal',
        (one) => ofUnwanted(one) && one.revision === 1,
        { kind: 'ENDED' },
      );
      expect(found(endFirst)).toEqual([]);
    });

    it('finds one that rejected whom it was to let ring', () => {
      const friend = { line: guarded, callId: 'id of call_FRIEND', caller: '551190' };
      const rejection = { id: 'rej_3', state: 'ALREADY_OVER' };
      const rejected = entry(friend, 2, 'REJECT_REQUESTED', { by: 'POLICY', rejection });
      const history = changed(clean, 'call', ({ callId }) => callId === friend.callId, {
        revision: 2,
      });
      expect(found([...history, rejected])).toEqual(['I13 WRONG']);
    });

    it('finds a decision of theirs that is never settled (I2)', () => {
      const sending = { rejection: { id: 'rej_2', state: 'SENDING' } };
      const untold = without(clean, 'request', ({ n }) => n === 20);
      const isLast = (one: Parameters<typeof isDecision>[0] & { readonly revision: number }) =>
        ofUnwanted(one) && one.revision === 3;
      expect(found(changed(untold, 'journal', isLast, sending))).toEqual(['I2 LOST']);
    });

    it('finds their text sent twice to one caller, or to one who is not rejected (I5)', () => {
      const again = (to: string): HistoryRecord[] => [
        { at: 7200, is: 'request', n: 22, line: guarded, operation: 'text', text, to },
      ];
      expect(found([...clean, ...again('+551181')])).toEqual(['I5 FORBIDDEN DUPLICATES']);
      expect(found([...clean, ...again('+551190')])).toEqual(['I5 WRONG']);
    });
  });

  describe('I14, lines that are listened to', () => {
    const missed = { n: 23, line: listened, calls: ['call_MISSED'] };

    it('finds a call that a listener was told of and forgot, unless something happened to it', () => {
      const history: HistoryRecord[] = [...clean, { at: 7300, is: 'told', ...missed }];
      expect(found(history)).toEqual(['I14 LOST']);
      expect(found([...history, kill(7400)])).toEqual([]);
    });

    it('finds a call that stands and that nobody has heard', () => {
      const history = changed(clean, 'truth', ({ call }) => call === 'call_MISSED', {
        status: 'RINGING',
      });
      expect(found(history)).toEqual(['I14 LOST']);
    });

    it('finds a call that goes on here and is over', () => {
      const ofHeard = ({ callId }: { readonly callId: string }) => callId === 'id of call_HEARD';
      const answered = changed(clean, 'call', ofHeard, { status: 'ANSWERED' });
      const truth = { at: 8000, is: 'truth', line: listened, call: 'call_HEARD' } as const;
      expect(found([...answered, { ...truth, status: 'ANSWERED' }])).toEqual([]);
      expect(found([...answered, { ...truth, status: 'OVER' }])).toEqual(['I14 WRONG']);
    });

    it('finds that nobody listened at all', () => {
      expect(found(without(clean, 'told'))).toEqual(['I12 UNSTEADY']);
    });

    it('finds a rejection that is REDIRECTED while the call rings (I2)', () => {
      const rejection = { id: 'rej_2', state: 'REDIRECTED' };
      const settled = changed(clean, 'journal', (one) => ofUnwanted(one) && one.revision === 3, {
        rejection,
      });
      const rings = { at: 8000, is: 'truth', line: guarded, call: 'call_UNWANTED' } as const;
      const untold = without(settled, 'request', ({ n }) => n === 20);
      expect(found([...untold, { ...rings, status: 'OVER' }])).toEqual([]);
      expect(found([...untold, { ...rings, status: 'RINGING' }])).toEqual(['I2 WRONG']);
    });
  });

  describe('I15, rings', () => {
    const heard = { line: listened, callId: 'id of call_HEARD', caller: '' };

    it('finds one that was taken for missed before its limit', () => {
      const missedAt = (recordedAt: number) => [
        ...changed(clean, 'call', ({ callId }) => callId === heard.callId, { revision: 2 }),
        entry(heard, 2, 'MISSED', { inferred: true, recordedAt }),
      ];
      expect(found(missedAt(12_000))).toEqual(['I15 WRONG']);
      expect(found(missedAt(22_000))).toEqual([]);
    });

    it('finds a call that nobody made', () => {
      const history = without(clean, 'rang', ({ call }) => call === 'call_HEARD');
      expect(found(history)).toEqual(['I15 WRONG']);
    });
  });
});
