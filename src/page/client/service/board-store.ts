import { ask, type ServiceProblem } from './ask.ts';
import { type Board, type BoardState, createState } from './board-state.ts';
import {
  type CallEvent,
  type Calls,
  followDocument,
  olderDocument,
  type RejectAnswer,
  rejectDocument,
  type Start,
  startDocument,
} from './calls.ts';
import { follow } from './follow.ts';

export type { Board };

export interface BoardStore {
  readonly board: Board;
  subscribe(listen: () => void): () => void;
  onEvent(listen: (event: CallEvent) => void): () => void;
  loadOlder(): Promise<void>;
  reject(wish: RejectWish): Promise<{ problem: string | null }>;
  retryNow(): void;
  stop(): void;
}

export interface RejectWish {
  readonly id: string;
  readonly reason: string;
  readonly text: string;
}

const pageSize = 50;
const startAgainMs = 2_000;

/** Holds the calls of one key and keeps them current over one subscription. */
export function createBoardStore(key: string, onKeyRefused: (message: string) => void): BoardStore {
  const state = createState();
  const eventListeners = new Set<(event: CallEvent) => void>();
  let following: ReturnType<typeof follow> | undefined;
  let isStopped = false;

  async function start(): Promise<void> {
    try {
      const answer = await ask<Start>(key, startDocument, { first: pageSize });
      if (isStopped) return;
      state.begin(answer);
      followFrom(answer.callEventHead);
    } catch (error) {
      fail(error as ServiceProblem);
    }
  }

  function followFrom(after: string): void {
    following = follow<CallEvent>({
      key,
      query: followDocument,
      after,
      onEvent(event) {
        state.put(event.call);
        for (const listen of eventListeners) listen(event);
      },
      onConnection: (connection) => state.change({ connection }),
      onRefused(code, message) {
        if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return onKeyRefused(message);
        // For example, the cursor is too old: read the current calls again.
        state.change({ connection: { is: 'connecting' } });
        startSoon();
      },
    });
  }

  function fail({ code, message }: ServiceProblem): void {
    if (isStopped) return;
    if (code === 'UNAUTHENTICATED') {
      onKeyRefused(message);
      return;
    }
    // Calls that were read before stay on the board.
    state.change({ is: state.board.calls.length > 0 ? 'ready' : 'failed', problem: message });
    startSoon();
  }

  function startSoon(): void {
    setTimeout(() => {
      if (!isStopped) void start();
    }, startAgainMs);
  }

  void start();
  return {
    get board() {
      return state.board;
    },
    subscribe: state.subscribe,
    onEvent(listen) {
      eventListeners.add(listen);
      return () => eventListeners.delete(listen);
    },
    loadOlder: () => loadOlder(key, state),
    reject: (wish) => reject(key, state, wish),
    retryNow: () => following?.retryNow(),
    stop() {
      isStopped = true;
      following?.stop();
    },
  };
}

async function loadOlder(key: string, state: BoardState): Promise<void> {
  const after = state.older;
  if (after === null || state.board.isLoadingOlder) return;
  state.change({ isLoadingOlder: true });
  try {
    const { calls } = await ask<{ calls: Calls }>(key, olderDocument, { first: 100, after });
    state.putOlder(calls);
    state.change({ problem: null });
  } catch (error) {
    state.change({ problem: (error as Error).message });
  } finally {
    state.change({ isLoadingOlder: false });
  }
}

async function reject(
  key: string,
  state: BoardState,
  { id, reason, text }: RejectWish,
): Promise<{ problem: string | null }> {
  const followUp = text.trim() === '' ? null : { text: text.trim() };
  const variables = { id, reason, followUp, idempotencyKey: randomName() };
  try {
    const { rejectCall } = await ask<RejectAnswer>(key, rejectDocument, variables);
    if (rejectCall.call) state.put(rejectCall.call);
    return { problem: rejectCall.message ?? null };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

/** Browsers have `randomUUID` only over https and on localhost, so the id is made without it. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join(
    '-',
  );
}
