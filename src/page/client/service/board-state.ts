import type { Call, Calls, Start } from './calls.ts';
import type { Connection } from './follow.ts';

/** The data that the board shows. Each change makes a new object. */
export interface Board {
  readonly is: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly connection: Connection;
  /** Newest first. */
  readonly calls: readonly Call[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly mayReject: boolean;
}

export interface BoardState {
  readonly board: Board;
  /** The cursor after which older calls are read; null if there are none. */
  readonly older: string | null;
  change(part: Partial<Board>): void;
  begin(start: Start): void;
  put(call: Call): void;
  putPage(page: Calls): void;
  subscribe(listen: () => void): () => void;
}

/** If there are more calls, the oldest are dropped. */
const maxCalls = 20_000;
const letGoAtOnce = 1_000;

/** Renders the board at most once per frame, however many events arrive. */
export function createState(): BoardState {
  const calls = new Map<string, Call>();
  const listeners = new Set<() => void>();
  let older: string | null = null;
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
    if (areCallsNew) board = { ...board, calls: sorted(calls) };
    areCallsNew = false;
    for (const listen of listeners) listen();
  }

  function drawSoon(): void {
    if (isDrawPlanned) return;
    isDrawPlanned = true;
    // `requestAnimationFrame` would wait while the tab is hidden.
    setTimeout(draw, frameMs);
  }

  function change(part: Partial<Board>): void {
    board = { ...board, ...part };
    drawSoon();
  }

  /** Ignores a call that is older than the known one: a call may come twice, from a read and from an event. */
  function put(call: Call): void {
    const known = calls.get(call.id);
    if (known && known.revision > call.revision) return;
    calls.set(call.id, call);
    if (calls.size > maxCalls) {
      for (const { id } of sorted(calls).slice(-letGoAtOnce)) calls.delete(id);
    }
    areCallsNew = true;
    drawSoon();
  }

  function putPage({ nodes, pageInfo }: Calls): void {
    for (const call of nodes) put(call);
    older = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    change({ hasOlder: older !== null });
  }

  return {
    get board() {
      return board;
    },
    get older() {
      return older;
    },
    change,
    put,
    putPage,
    begin({ calls: page, callsViewer }) {
      calls.clear();
      putPage(page);
      change({
        is: 'ready',
        problem: null,
        mayReject: callsViewer.scopes.includes('calls:reject'),
      });
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

const frameMs = 16;

function sorted(calls: ReadonlyMap<string, Call>): Call[] {
  return [...calls.values()].sort((a, b) => {
    if (a.ringingAt !== b.ringingAt) return a.ringingAt < b.ringingAt ? 1 : -1;
    return a.id < b.id ? 1 : -1;
  });
}
