import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { now } from '../service/ask.ts';
import type { Board, BoardStore } from '../service/board-store.ts';

export function useBoard(store: BoardStore): Board {
  const [board, setBoard] = useState(store.board);
  useLayoutEffect(() => {
    // The board may have changed since it was rendered.
    setBoard(store.board);
    return store.subscribe(() => setBoard(store.board));
  }, [store]);
  return board;
}

/** The service's time, updated at an interval. */
export function useNow(everyMs: number): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return time;
}

/** Opens the dialog while it is rendered. Afterwards the element that had the focus before gets it back. */
export function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const dialog = ref.current;
    const closeOnBackdrop = ({ target }: Event) => target === dialog && onClose();
    const closeOnEscape = (event: Event) => {
      event.preventDefault();
      onClose();
    };
    dialog?.addEventListener('click', closeOnBackdrop);
    dialog?.addEventListener('cancel', closeOnEscape);
    return () => {
      dialog?.removeEventListener('click', closeOnBackdrop);
      dialog?.removeEventListener('cancel', closeOnEscape);
    };
  }, [onClose]);
  return ref;
}

/** The state of a request for data. */
export type Asked<Data> =
  | { readonly is: 'asking' }
  /** `problem`: why `again` failed, so that `data` are the earlier ones; null if it did not fail. */
  | { readonly is: 'answered'; readonly data: Data; readonly problem: string | null }
  | { readonly is: 'failed'; readonly problem: string };

/**
 * Calls `ask` when it is another function than before, and when `again` is called. An answer stays when `again` fails, because
 * the user may be editing its data. `put` replaces the answer by data that another request has returned.
 */
export function useAsked<Data>(ask: () => Promise<Data>) {
  const [asked, setAsked] = useState<Asked<Data>>({ is: 'asking' });
  /** The number of the last request. The answers to earlier ones are ignored. */
  const current = useRef(0);
  const again = useCallback(() => {
    const turn = ++current.current;
    ask().then(
      (data) => turn === current.current && setAsked(answered(data)),
      ({ message: problem }: Error) =>
        turn === current.current &&
        setAsked((before) =>
          before.is === 'answered' ? { ...before, problem } : { is: 'failed', problem },
        ),
    );
  }, [ask]);
  const put = useCallback((data: Data) => {
    current.current++;
    setAsked(answered(data));
  }, []);
  useEffect(() => {
    setAsked({ is: 'asking' });
    again();
  }, [again]);
  return { asked, put, again };
}

const answered = <Data>(data: Data): Asked<Data> => ({ is: 'answered', data, problem: null });
