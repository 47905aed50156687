import { createBoardCalls } from './board-calls.ts';
import type { Call, Calls } from './calls.ts';
import type { Connection } from './follow.ts';

/** The data that the board shows. Each change makes a new object. */
export interface Board {
  /** `failed`: the calls could not be read, and there are none from before. `forbidden`: the key may not see calls. */
  readonly is: 'loading' | 'ready' | 'failed' | 'forbidden';
  /** Why the newest calls, or older ones, could not be read; null if the last attempt succeeded. */
  readonly problem: string | null;
  readonly connection: Connection;
  /** Newest first. */
  readonly calls: readonly Call[];
  /** Whether the service has older calls; `no room`: it has, and the board does not hold more. */
  readonly older: 'none' | 'more' | 'no room';
  readonly isLoadingOlder: boolean;
  /** What the key may do. */
  readonly scopes: readonly string[];
}

export interface BoardState {
  readonly board: Board;
  /** The cursor after which older calls are read; null if there are none, or no room for them (`board.older` tells which). */
  readonly older: string | null;
  change(part: Partial<Board>): void;
  /** Replaces all calls by the newest page. */
  begin(calls: Calls): void;
  /** The newest calls could not be read. Calls that were read before stay. */
  fail(problem: string): void;
  /** Adds a call, or replaces an older version of it. */
  put(call: Call): void;
  /** Adds the page that was read after the cursor `after`. */
  putOlder(after: string, page: Calls): void;
  subscribe(listen: () => void): () => void;
}

/** Renders the board at most once per frame, however many events arrive. */
export function createState(): BoardState {
  const boardCalls = createBoardCalls();
  const listeners = new Set<() => void>();
  let isDrawPlanned = false;
  let areCallsNew = false;
  let board: Board = {
    is: 'loading',
    problem: null,
    connection: { is: 'connecting' },
    calls: [],
    older: 'none',
    isLoadingOlder: false,
    scopes: [],
  };

  function draw(): void {
    isDrawPlanned = false;
    if (areCallsNew) board = { ...board, calls: boardCalls.sorted() };
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
    const older = boardCalls.older === null ? 'no room' : 'more';
    change({ ...part, older: boardCalls.hasOlder ? older : 'none' });
  }

  return {
    get board() {
      return board;
    },
    get older() {
      return boardCalls.older;
    },
    change,
    fail: (problem) => change({ is: board.is === 'ready' ? 'ready' : 'failed', problem }),
    put(call) {
      boardCalls.put(call);
      changeCalls();
    },
    putOlder(after, page) {
      boardCalls.putOlder(after, page);
      changeCalls();
    },
    begin(calls) {
      boardCalls.begin(calls);
      changeCalls({ is: 'ready', problem: null });
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

const frameMs = 16;
