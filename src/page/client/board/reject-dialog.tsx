import { useEffect, useRef, useState } from 'preact/hooks';
import { useModal } from '../parts/hooks.ts';
import { callerName, outcomeOf, reasons } from '../parts/words.ts';
import type { BoardStore } from '../service/board-store.ts';
import type { Call } from '../service/calls.ts';
import { Countdown } from './countdown.tsx';

interface Props {
  readonly call: Call;
  readonly store: BoardStore;
  readonly onClose: () => void;
}

const hints: Readonly<Record<keyof typeof reasons, string>> = {
  DECLINED: 'You do not want to take it.',
  BUSY: 'Nobody is free to take it.',
  UNWANTED: 'The caller is not wanted.',
};
const phrases = [
  'We cannot talk right now. Please write to us here.',
  'All our agents are busy. We will call you back.',
];
/** The limit of the service for one text. */
const maxCharacters = 4096;

/** Asks for the reason and a text. Stays open until the service has answered, and if the answer is a problem. */
export function RejectDialog({ call, store, onClose }: Props) {
  const ref = useModal(onClose);
  const [reason, setReason] = useState<keyof typeof reasons>('DECLINED');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  /** Whether the dialog was closed, so that an answer that comes later is not shown. */
  const isGone = useRef(false);
  const name = callerName(call.caller);
  // While the request is under way, the call stops ringing because of it.
  const isOver = call.status !== 'RINGING' && !isSending;
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    const answer = await store.reject({ id: call.id, reason, text });
    if (isGone.current) return;
    setSending(false);
    if (answer.problem === null) return onClose();
    setProblem(answer.problem);
  }

  return (
    <dialog ref={ref} class="sheet" aria-labelledby="reject-title">
      <form onSubmit={send}>
        <header>
          <h2 id="reject-title">Reject {name}</h2>
          {call.status === 'RINGING' && <Countdown call={call} />}
        </header>
        <fieldset>
          <legend>Reason</legend>
          <div class="choices">
            {(Object.keys(reasons) as (keyof typeof reasons)[]).map((one) => (
              <label key={one} class="choice">
                <input
                  type="radio"
                  name="reason"
                  value={one}
                  checked={reason === one}
                  onChange={() => setReason(one)}
                />
                <span>
                  <b>{reasons[one]}</b>
                  <small>{hints[one]}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="field" for="reject-text">
          Text to the caller <small>optional</small>
        </label>
        <textarea
          id="reject-text"
          rows={3}
          maxLength={maxCharacters}
          value={text}
          disabled={cannotText(call) !== null}
          aria-describedby="reject-text-hint"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p id="reject-text-hint" class="hint">
          {cannotText(call) ?? 'Sent once the rejection has succeeded, and at most once.'}
        </p>
        {cannotText(call) === null && (
          <p class="phrases">
            {phrases.map((phrase) => (
              <button key={phrase} type="button" class="chip" onClick={() => setText(phrase)}>
                {phrase}
              </button>
            ))}
          </p>
        )}
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {isOver && problem === null && (
          <p class="problem" role="alert">
            This call no longer rings: {outcomeOf(call)}.
          </p>
        )}
        <div class="actions">
          <button type="submit" class="danger" disabled={isSending || isOver}>
            {isSending ? 'Rejecting …' : 'Reject the call'}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {isOver ? 'Close' : 'Cancel'}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Why this line cannot text the caller; null if it can, or if the key may not see the line. */
function cannotText({ line: { abilities } }: Call): string | null {
  if (abilities === undefined) return null;
  if (abilities === null) return 'The credentials of this line cannot be opened.';
  if (abilities.repliesByItself) return 'The provider texts rejected callers itself.';
  if (!abilities.canText) return 'This line cannot text callers.';
  return null;
}
