import { isVague } from '../../../src/call/lifecycle/next-status.ts';
import type { HeardEnd } from '../../../src/call/rejection.ts';
import type { Step } from './tell.ts';

/** From which the table follows; each step of a row names the one that it follows. */
export const rules = {
  1: 'A yes is recorded as what this provider’s yes is worth: CONFIRMED, ACCEPTED, BEST_EFFORT; at Genesys ACCEPTED, and the call goes on being rejected until an event tells.',
  2: 'The provider’s word for an end that may be our doing (rejected; at Genesys Released) makes it ours if a request may have acted: one was carried out, or nobody can know. The rejection is then CONFIRMED, or REDIRECTED. Where nobody can know, and the word may mean another end too (call.rejected of Wawp and WAHA, Released), that it was ours is inferred: ACCEPTED, or REDIRECTED.',
  3: 'If no request can have acted, the same word is taken for what it says alone: rejected elsewhere, over, or a leg that is gone. The rejection is ALREADY_OVER.',
  4: 'If only the request under way may have acted, the word is kept until that request has come to its end: a yes or no answer at all makes it rule 2, anything else rule 3, and of an end as in rule 12 anything but a yes rule 5. Nothing is claimed and no text goes out before, and nothing else counts. That Genesys lists the call no longer is kept alike, and stays a conclusion: whatever is said counts before it, as in rule 11, also what is said when it is asked.',
  5: 'That somebody answered, and that it was missed, completed or failed, is recorded as told, whatever was asked. The rejection is ALREADY_OVER, unless the call was recorded as rejected by the provider’s yes: that yes stands, for no more than a yes (ACCEPTED, BEST_EFFORT), and the alarm says that it was ineffective. An answered call that is over is ENDED. COMPLETED is recorded only of a call that was answered, or where the provider itself says that it was completed.',
  6: 'A call that is gone (“not found”), while no request can have acted: ENDED for an unknown reason and ALREADY_OVER, both inferred. While it may still ring, a new wish to reject it is taken.',
  7: 'A call that is gone, after a request that may have acted: taken to be our doing, and inferred: ACCEPTED (BEST_EFFORT where the provider promises no more), at Genesys REDIRECTED.',
  8: 'Where the provider can be asked how the call stands, rules 6 and 7 apply only when it does not say; what it says counts as its event would, by rules 2, 3 and 5.',
  9: 'Refused: the call rings, as far as anybody has told, and the rejection is REFUSED.',
  10: 'Silence until the ring’s limit is a conclusion, and inferred: a ringing call is MISSED; so is one whose requests certainly did nothing, and its rejection EXPIRED; one of whose requests may have acted is ENDED for an unknown reason, and its rejection EXPIRED unless it was refused; of one that a request may have ended the provider is asked first, where it can be, and what it says counts as its event would; that it rings makes the rejection EXPIRED, with an alarm after a yes, and begins another ring limit; where it does not say, a call that Genesys had said yes to is REDIRECTED, as is its rejection.',
  12: 'An end that does not say by whom (missed, failed, over for no reason) is kept as in rule 4, and a yes outweighs it, by rule 1. Over for no reason after a request that may have acted is ENDED for an unknown reason and ALREADY_OVER, inferred; what was taken for ours already, stays.',
  13: 'A request whose answer takes so long that another may be made counts as no answer at all, until it comes. If that and every other answer says that nothing was done, what was taken for ours is withdrawn: the call ended as the provider’s word says by rule 3, or, if there was none, by rule 6. A text that has left stays told as sent; one that has not is not sent.',
  11: 'What was inferred gives way, once, to what the provider says, by rules 2, 3 and 5; so does a yes that no event has confirmed, to the word that it was answered or completed, and unless the yes was CONFIRMED to a ring that was missed or ran out; and an end for an unknown reason to the word that the call was completed. What the provider has said itself stays.',
} as const;

export type Rule = keyof typeof rules;

export const textRule =
  'Text: that for rejected callers goes out once, when the rejection is ours by rule 1, 2 or 7; that for callers who had gone, when the provider has said by rule 3 or 5 that the ring ended unanswered (MISSED); else none: not where somebody else had rejected the call, nor where nobody said how it ended.';

/** Which rule a step follows. A step that follows none is a defect. */
export function rulesOf(step: Step): Rule[] {
  const { told, ours, before, after } = step;
  const words = heardAt(step);
  if (told.is === 'silence' && told.says !== undefined) return [10, ...saysAtLimit(told.says)];
  if (told.is === 'late') return [13, after.inferred ? 6 : 3];
  if (told.is === 'silence' || told.is === 'request') return [10];
  if (told.is === 'event' && after.rejection?.heard) {
    const replaces: Rule[] = before.rejection?.heard?.inferred ? [11] : [];
    return [...replaces, ...(isVagueEnd(step) ? [4 as const, 12 as const] : [4 as const])];
  }
  const { heard } = before.rejection ?? {};
  if (heard && !(heard.inferred && says(told))) return decided(step, heard);
  const isConclusion = before.inferred || heard?.inferred === true;
  const corrected: Rule[] = isConclusion || isUnconfirmedYes(step) ? [11] : [];
  if (isVagueEnd(step) && ours !== 'no-effect' && after.rejection?.inferred) {
    return [...corrected, 12];
  }
  if (told.is === 'lapse') return [13];
  if (told.is === 'event') return [...corrected, ...(words ? byEvidence(ours) : [5 as const])];
  switch (told.word) {
    case 'yes':
      return [1];
    case 'refused':
      return [9];
    case 'gone':
      return [ours === 'no-effect' ? 6 : 7];
    default:
      return [...corrected, 8, ...(words ? byEvidence(ours) : [5 as const])];
  }
}

/** The provider says something of the call: by an event, or when it is asked. */
const says = (told: Step['told']) => told.is === 'event' || tellsState(told);

export const tellsState = (told: Step['told']) =>
  told.is === 'answer' && told.word.includes('asked, says');

function saysAtLimit(word: string): Rule[] {
  if (/ringing/i.test(word)) return [];
  return /reject|released/i.test(word) ? [2] : [5];
}

function decided(step: Step, heard: HeardEnd): Rule[] {
  if (!isVague(heard)) return [4, ...byEvidence(partAfter(step))];
  return step.after.endReason === 'REJECTED_BY_US' ? [4, 12, 1] : [4, 12, 5];
}

function isVagueEnd({ told }: Step): boolean {
  return 'word' in told && /missed|terminate$|FAILED/.test(told.word);
}

/** Whether it is a word that may mean our doing. */
function heardAt({ told, before }: Step): boolean {
  return (
    before.status !== 'ANSWERED' && 'word' in told && /reject|released|snapshot/i.test(told.word)
  );
}

function isUnconfirmedYes({ before }: Step): boolean {
  const { state, byAnswerAlone } = before.rejection ?? {};
  return before.status === 'REJECTED' && (state !== 'CONFIRMED' || byAnswerAlone === true);
}

function partAfter({ told, ours }: Step): Step['ours'] {
  const acts = told.is === 'answer' && (told.word === 'yes' || told.word === 'no answer');
  return acts || told.is === 'lapse' ? 'may-have-acted' : ours;
}

function byEvidence(ours: Step['ours']): Rule[] {
  return [ours === 'no-effect' ? 3 : 2];
}
