import type { Evidence, Exchange } from './evidence.ts';
import type { Violation } from './violation.ts';

const succeeded = ['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT', 'REDIRECTED'];

/** I5: a text goes out at most once, and only for a rejection that came about; and none comes to nothing in silence. */
export function checkTexts(evidence: Evidence): Violation[] {
  return [...checkSent(evidence), ...checkSilence(evidence)];
}

function checkSilence(evidence: Evidence): Violation[] {
  const notSent = evidence.journal.filter(({ rejection }) => rejection?.textState === 'NOT_SENT');
  const byRejection = new Map(notSent.map((entry) => [entry.rejection?.id, entry]));
  return [...byRejection].flatMap(([id, entry]): Violation[] => {
    const isTold = evidence
      .journalOf(entry.callId)
      .some(({ kind, rejection }) => kind === 'FOLLOW_UP_NOT_SENT' && rejection?.id === id);
    if (isTold) return [];
    const what = `a text was not sent, and the journal does not tell (${entry.callId})`;
    return [{ invariant: 'I5', column: 'LOST', what, proof: [entry] }];
  });
}

function checkSent(evidence: Evidence): Violation[] {
  const texts = evidence.exchanges.filter(({ request }) => request.operation === 'text');
  const guarded = new Set(
    evidence.all('line').flatMap(({ line, bypassed, holds }) => (bypassed || holds ? [line] : [])),
  );
  // There callers call again and again: I18 judges how often they are texted.
  const repeating = new Set(evidence.all('line').flatMap((one) => one.holds?.text ?? []));
  /** Clients give every call a text of its own; of policies every caller gets the same, and calls once. */
  const keyOf = (line: string, text = '', caller = '') =>
    guarded.has(line) ? `${text} ${caller.replace('+', '')}` : text;
  const byText = Map.groupBy(texts, ({ request: { line, text, to } }) => keyOf(line, text, to));
  const entries = Map.groupBy(evidence.journal, ({ line, rejection, caller }) =>
    keyOf(line, rejection?.text, caller),
  );
  return [...byText].flatMap(([text, sent]): Violation[] => {
    const proof = sent.flatMap(({ request, processed, ended }) => [request, processed, ended]);
    const ofText = entries.get(text) ?? [];
    if (!ofText.some(({ rejection }) => succeeded.includes(rejection?.state ?? ''))) {
      const what = `a text that no rejection had asked for: ${text}`;
      return [{ invariant: 'I5', column: 'WRONG', what, proof: [...proof, ofText.at(-1)] }];
    }
    if (sent.slice(0, -1).every(isCertainlyNotSent)) return [];
    if (repeating.has(sent[0]?.request.text ?? '')) return [];
    const what = `a text was sent again after it may have been sent: ${text}`;
    return [{ invariant: 'I5', column: 'FORBIDDEN DUPLICATES', what, proof }];
  });
}

export function isCertainlyNotSent({ processed, ended }: Exchange): boolean {
  const isRefusedForNow = ended?.status === 429 || ended?.status === 503;
  return processed === undefined && ended?.how === 'answered' && isRefusedForNow;
}
