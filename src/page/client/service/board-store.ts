import { ask, now, type ServiceProblem } from './ask.ts';
import { type Board, type BoardState, createState } from './board-state.ts';
import { type CallDocuments, callDocuments } from './call-documents.ts';
import type { CallEvent, Calls, RejectAnswer, Start, Story } from './calls.ts';
import { follow } from './follow.ts';
import { readScopes } from './scopes.ts';

export type { Board };

export interface BoardStore {
  readonly board: Board;
  /** Calls `listen` when the board has changed, until the returned function is called. */
  subscribe(listen: () => void): () => void;
  onEvent(listen: (event: CallEvent) => void): () => void;
  loadOlder(): Promise<void>;
  readStory(id: string): Promise<Story>;
  /** `problem` is null if the service answered without one. */
  reject(request: RejectRequest): Promise<{ problem: string | null }>;
  /** Tries at once what would be tried again later. */
  retryNow(): void;
  /** Reads at once what could not be read: the newest calls or, where these were read, older ones. */
  retryReading(): void;
  stop(): void;
}

export interface RejectRequest {
  readonly id: string;
  readonly reason: string;
  /** The text to the caller; '' for none. */
  readonly text: string;
}

const pageSize = 50;
const startAgainMs = 2_000;

/** Holds the calls of one key and keeps them current over one subscription. */
export function createBoardStore(key: string, onKeyRefused: (message: string) => void): BoardStore {
  const state = createState();
  const eventListeners = new Set<(event: CallEvent) => void>();
  let following: ReturnType<typeof follow> | undefined;
  /** Runs while `start` is to be tried again. */
  let startTimer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  /** The GraphQL documents with the fields that the key may read. */
  let documents = callDocuments([]);

  async function start(): Promise<void> {
    clearTimeout(startTimer);
    startTimer = undefined;
    following = undefined;
    state.change({ connection: { is: 'connecting' } });
    try {
      const scopes = await readScopes(key);
      documents = callDocuments(scopes);
      state.change({ scopes });
      if (!scopes.includes('calls:read')) {
        state.change({ is: 'forbidden', connection: { is: 'none' } });
        return;
      }
      const { calls, callEventHead } = await ask<Start>(key, documents.start, { first: pageSize });
      if (isStopped) return;
      state.begin(calls);
      followFrom(callEventHead);
    } catch (error) {
      // `ask` throws no other error.
      fail(error as ServiceProblem);
    }
  }

  function followFrom(after: string): void {
    following = follow<CallEvent>({
      key,
      query: documents.follow,
      after,
      onEvent(event) {
        state.put(event.call);
        for (const listen of eventListeners) listen(event);
      },
      onConnection: (connection) => state.change({ connection }),
      // 'cursor': resuming would not help, as when the key applies to other lines now, so the calls are read again.
      onRefused: (why, message) => (why === 'key' ? onKeyRefused(message) : startSoon(message)),
    });
  }

  function fail({ code, message }: ServiceProblem): void {
    if (isStopped) return;
    if (code === 'UNAUTHENTICATED') return void onKeyRefused(message);
    state.fail(message);
    startSoon(message);
  }

  function startSoon(because: string): void {
    state.change({ connection: { is: 'away', retryAt: now() + startAgainMs, because } });
    startTimer = setTimeout(start, startAgainMs);
  }

  const readOlder = () => loadOlder(key, documents, state);
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
    loadOlder: readOlder,
    readStory: (id) => readStory(key, documents, id),
    reject: (request) => reject(key, documents, state, request),
    // Either `start` is to be tried again, or the connection. While `start` runs, neither is, and nothing is done.
    retryNow: () => void (startTimer === undefined ? following?.retryNow() : start()),
    retryReading: () => void (startTimer === undefined ? following && readOlder() : start()),
    stop() {
      isStopped = true;
      clearTimeout(startTimer);
      following?.stop();
    },
  };
}

async function loadOlder(key: string, documents: CallDocuments, state: BoardState): Promise<void> {
  // The cursor of the oldest page that was read; null if nothing is left to read, or no room is left for it.
  const after = state.older;
  if (after === null || state.board.isLoadingOlder) return;
  state.change({ isLoadingOlder: true });
  try {
    const { calls } = await ask<{ calls: Calls }>(key, documents.older, { first: 100, after });
    // With the cursor, because the state ignores a page that no longer follows its calls.
    state.putOlder(after, calls);
    state.change({ problem: null });
  } catch (error) {
    state.change({ problem: (error as Error).message });
  } finally {
    state.change({ isLoadingOlder: false });
  }
}

async function readStory(key: string, { story }: CallDocuments, id: string): Promise<Story> {
  const { call } = await ask<{ call: Story | null }>(key, story, { id });
  if (call === null) throw new Error('This call is no longer there.');
  return call;
}

async function reject(
  key: string,
  documents: CallDocuments,
  state: BoardState,
  { id, reason, text }: RejectRequest,
): Promise<{ problem: string | null }> {
  const followUp = text.trim() === '' ? null : { text: text.trim() };
  const variables = { id, reason, followUp, idempotencyKey: randomName() };
  try {
    const { rejectCall } = await ask<RejectAnswer>(key, documents.reject, variables);
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
