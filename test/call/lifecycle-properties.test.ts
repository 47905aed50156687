import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/call/journal.ts';
import type { Change } from '../../src/call/lifecycle/change.ts';
import { type CallStatus, isOver } from '../../src/call/status.ts';
import { happenings } from './arbitrary.ts';
import { type Lived, live, type Step } from './world.ts';

const rank: Record<CallStatus, number> = {
  RINGING: 0,
  REJECTING: 1,
  ANSWERED: 2,
  REJECTED: 3,
  REDIRECTED: 3,
  MISSED: 3,
  ENDED: 3,
  FAILED: 3,
};

function always(holds: (lived: Lived) => void): void {
  fc.assert(
    fc.property(happenings, (list) => holds(live(list))),
    { numRuns: 3000 },
  );
}

const entriesOf = ({ steps }: Lived): Entry[] => steps.flatMap(({ change }) => [...change.entries]);

/** Each entry with the status before it. */
function movesOf(lived: Lived) {
  const entries = entriesOf(lived);
  return entries.map((entry, n) => ({ entry, before: entries[n - 1]?.call }));
}

describe('whatever happens to a call', () => {
  it('numbers its revisions from 1 without a gap', () => {
    always((lived) => {
      const revisions = entriesOf(lived).map(({ call }) => call.revision);
      expect(revisions).toEqual(revisions.map((_, n) => n + 1));
    });
  });

  it('keeps with every entry the call as it was right after it', () => {
    always((lived) => {
      for (const { change } of lived.steps) expect(change.entries.at(-1)?.call).toBe(change.call);
      expect(entriesOf(lived).at(-1)?.call ?? null).toBe(lived.call);
    });
  });

  it('moves its status only forward, but for a rejection that came to nothing and one refinement of a reported end', () => {
    always((lived) => {
      let refinements = 0;
      for (const { entry, before } of movesOf(lived)) {
        if (before === undefined || before.status === entry.call.status) continue;
        if (entry.kind === 'REJECT_REQUESTED')
          expect(before.inferred || before.status === 'RINGING').toBe(true);
        // An inferred end is no report, so the reports that come after it may still refine each other once.
        else if (isOver(before.status)) refinements += before.inferred ? 0 : 1;
        else if (entry.call.status === 'RINGING') {
          expect(['REJECT_REFUSED', 'REJECT_EXPIRED']).toContain(entry.kind);
        } else expect(rank[entry.call.status]).toBeGreaterThan(rank[before.status]);
      }
      expect(refinements).toBeLessThanOrEqual(1);
    });
  });

  it('is refined only by its provider', () => {
    always((lived) => {
      for (const { entry, before } of movesOf(lived)) {
        if (entry.kind === 'REJECT_REQUESTED') continue;
        const refined = before && isOver(before.status) && before.status !== entry.call.status;
        if (refined) expect(entry.actor.kind).toBe('PROVIDER');
      }
    });
  });

  it('is CONFIRMED as rejected only by an answer or an event of the provider that says so', () => {
    always((lived) => {
      for (const { happening, change } of lived.steps) {
        if (change.call.rejection?.state !== 'CONFIRMED') continue;
        if (change.before?.rejection?.state === 'CONFIRMED') continue;
        const word = heardIn(change) ?? wordOf(happening);
        expect(['done CONFIRMED', 'rejected', 'rejected-or-over']).toContain(word);
      }
    });
  });

  it('says REJECTED_BY_US exactly when a rejection of ours came about', () => {
    always(({ call }) => {
      if (call?.status !== 'REJECTED') return;
      const cameAbout = ['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT'].includes(
        call.rejection?.state ?? '',
      );
      expect(call.endReason).toBe(cameAbout ? 'REJECTED_BY_US' : 'REJECTED_ELSEWHERE');
    });
  });

  it('sends a text at most once for a rejection, and only after it has come about', () => {
    always((lived) => {
      const texted = lived.steps.filter(({ change }) =>
        change.effects.some(({ kind }) => kind === 'text'),
      );
      for (const { change } of texted) {
        expect(['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT']).toContain(change.call.rejection?.state);
      }
      const rejections = texted.map(({ change }) => change.call.rejection?.id);
      expect(new Set(rejections).size).toBe(rejections.length);
    });
  });

  it('asks the provider to reject only while it rings', () => {
    always((lived) => {
      for (const { change } of lived.steps) {
        if (!change.effects.some(({ kind }) => kind === 'reject')) continue;
        const { status, rejection } = change.before ?? {};
        if (status !== 'RINGING')
          expect(rejection).toMatchObject({ state: 'ALREADY_OVER', inferred: true });
        expect(change.call.status).toBe('REJECTING');
      }
    });
  });

  it('does not leave a rejection open or a text waiting when it is over', () => {
    always(({ call }) => {
      if (call === null || call.status === 'RINGING' || call.status === 'REJECTING') return;
      expect(call.rejection?.state).not.toBe('SENDING');
      expect(call.rejection?.followUp?.state).not.toBe('WAITING');
    });
  });

  it('is being rejected exactly while its rejection is open', () => {
    always(({ call }) => {
      if (call?.status !== 'REJECTING') return;
      expect(['SENDING', 'ACCEPTED']).toContain(call.rejection?.state);
    });
  });

  it('has an end exactly when it is over', () => {
    always((lived) => {
      for (const { call } of entriesOf(lived)) {
        expect(call.endedAt !== undefined).toBe(isOver(call.status));
        expect(call.endReason !== undefined).toBe(isOver(call.status));
      }
    });
  });

  it('takes an end that was only inferred for no more than that, also once an answer has been awaited', () => {
    always((lived) => {
      for (const { happening, change } of lived.steps) {
        const { before, call, entries } = change;
        const isConclusion =
          vanishes(happening) || (awaitsConclusion(lived, change) && !says(happening));
        if (before === null || !isConclusion || isOver(before.status) || !isOver(call.status))
          continue;
        const { actor } = entries.find((entry) => isOver(entry.call.status)) ?? {};
        expect([call.inferred, actor?.kind]).toEqual([true, 'SYSTEM']);
      }
    });
  });

  it('lets what was only inferred stand against nothing that its provider says of the end meanwhile', () => {
    always((lived) => {
      for (const { happening, change } of lived.steps) {
        if (!awaitsConclusion(lived, change) || !says(happening)) continue;
        if (['noted', 'ringing'].includes(wordOf(happening))) continue;
        expect(change.call.rejection?.heard).not.toBe(change.before?.rejection?.heard);
      }
    });
  });

  it('invents nothing: every entry is of a kind that its cause can bring about', () => {
    always((lived) => {
      for (const step of lived.steps) {
        for (const { kind } of step.change.entries) {
          // That a text comes to nothing may follow from anything that settles a rejection.
          if (kind === 'NOTED' || kind === 'FOLLOW_UP_NOT_SENT') continue;
          expect(broughtAboutBy(step)).toContain(kind);
        }
      }
    });
  });

  it('never rings for longer than its limit once time has passed', () => {
    always((lived) => {
      const last = lived.steps.at(-1);
      if (last?.happening.is !== 'time passes' || last.change.call.rejection?.heard) return;
      expect(isOver(last.change.call.status)).toBe(true);
    });
  });
});

const vanishes = (happening: Step['happening']) =>
  happening.is === 'signal' && happening.inferred === true;

/** The provider says how the call stands, by an event or with an answer. */
function says(happening: Step['happening']): boolean {
  if (happening.is === 'signal') return !happening.inferred;
  if (happening.is !== 'answer') return false;
  const { outcome } = happening;
  return outcome.is === 'already-over' && outcome.told !== undefined;
}

/** What was heard before this change, and waits for an answer, was no word of the provider. */
function awaitsConclusion({ steps }: Lived, { before }: Change): boolean {
  const heard = before?.rejection?.heard;
  const from = heard && steps.find(({ change }) => change.call.rejection?.heard === heard);
  return from !== undefined && vanishes(from.happening);
}

/** What was heard while a request was under way, and is told by its answer. */
function heardIn({ before }: Change): string | undefined {
  return before?.rejection?.heard?.is;
}

function wordOf(happening: Step['happening']): string {
  if (happening.is === 'signal') return happening.kind.is;
  if (happening.is !== 'answer') return happening.is;
  const { outcome } = happening;
  if (outcome.is === 'already-over' && outcome.told) return outcome.told.is;
  return outcome.is === 'done' ? `done ${outcome.certainty}` : outcome.is;
}

function broughtAboutBy({ happening, change }: Step): string[] {
  const isReplaced = change.before?.rejection?.heard?.inferred && says(happening);
  const isDecided = happening.is === 'answer' && !isReplaced;
  const heard = isDecided ? heardIn(change) : undefined;
  const fresh = change.before === null ? ['RANG', 'MISSED'] : [];
  switch (heard ?? wordOf(happening)) {
    case 'ringing':
      return fresh;
    case 'answered':
      return ['ANSWERED', 'REJECT_INEFFECTIVE'];
    case 'rejected':
      return ['REJECTED', 'REJECT_CONFIRMED', 'ENDED'];
    case 'rejected-or-over':
      return ['REJECTED', 'REJECT_CONFIRMED', 'ENDED'];
    case 'missed':
      return ['MISSED', 'REJECT_INEFFECTIVE'];
    case 'released':
      return ['REDIRECTED', 'MISSED', 'ENDED'];
    case 'ended':
      return ['ENDED', 'REJECT_INEFFECTIVE'];
    case 'failed':
      return ['FAILED'];
    case 'reject':
      return ['REJECT_REQUESTED', 'REJECT_FOUND_CALL_OVER', 'MISSED', 'ENDED'];
    case 'done CONFIRMED':
    case 'done ACCEPTED':
    case 'done BEST_EFFORT':
      return ['REJECTED'];
    case 'under-way':
      return ['REJECT_ACCEPTED'];
    case 'already-over':
      return ['REJECT_FOUND_CALL_OVER', 'REJECTED'];
    case 'refused':
      return ['REJECT_REFUSED'];
    case 'not-done':
      return ['REJECT_EXPIRED', 'MISSED'];
    case 'text':
      return ['FOLLOW_UP_SENT', 'FOLLOW_UP_NOT_SENT'];
    case 'time passes':
      return ['MISSED', 'ENDED', 'REDIRECTED', 'REJECT_EXPIRED'];
    default:
      return [];
  }
}
