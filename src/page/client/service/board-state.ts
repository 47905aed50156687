import type { Call, Calls, Start } from './calls.ts';
import type { Connection } from './follow.ts';
import { createHeldCalls } from './held-calls.ts';

/** The data that the board shows. Each change makes a new object. */
export interface Board {
  readonly is: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly connection: Connection;
  /** Newest first. */
  readonly calls: readonly Call[];
  /** Whether the service has older calls, also if the board has no room for them. */
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly mayReject: boolean;
}

export interface BoardState {
  readonly board: Board;
  /** The cursor after which older calls are read; null if there are none, or no room for them. */
  readonly older: string | null;
  change(part: Partial<Board>): void;
  begin(start: Start): void;
  put(call: Call): void;
  putOlder(page: Calls): void;
  subscribe(listen: () => void): () => void;
}

/** Renders the board at most once per frame, however many events arrive. */
export function createState(): BoardState {
  const held = createHeldCalls();
  const listeners = new Set<() => void>();
  let isDrawPlanned = false;
  let areCallsNew = false;
  let board: Board = {
    is: 'loading',
    problem: null,
    connection: { is: 'connecting' },
    calls: [],
    hasOlder: false,
    isLoadingOlder: false,
    mayReject: false,
  };

  function draw(): void {
    isDrawPlanned = false;
    if (areCallsNew) board = { ...board, calls: held.sorted() };
    areCallsNew = false;
    for (const listen of listeners) listen();
  }

  function change(part: Partial<Board>): void {
    board = { ...board, ...part };
    if (isDrawPlanned) return;
    isDrawPlanned = true;
    // `requestAnimationFrame` would wait while the tab is hidden.
    setTimeout(draw, frameMs);
  }

  function changeCalls(part: Partial<Board> = {}): void {
    areCallsNew = true;
    change({ ...part, hasOlder: held.hasOlder });
  }

  return {
    get board() {
      return board;
    },
    get older() {
      return held.older;
    },
    change,
    put(call) {
      held.put(call);
      changeCalls();
    },
    putOlder(page) {
      held.putOlder(page);
      changeCalls();
    },
    begin({ calls, callsViewer }) {
      held.begin(calls);
      const mayReject = callsViewer.scopes.includes('calls:reject');
      changeCalls({ is: 'ready', problem: null, mayReject });
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

const frameMs = 16;
