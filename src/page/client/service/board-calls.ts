import type { Call, Calls } from './calls.ts';

/** The calls that the board holds, and where the older ones begin. */
export interface BoardCalls {
  /** The cursor after which older calls are read; null if there are none, or no room for them. */
  readonly older: string | null;
  /** Whether the service has older calls, also if there is no room for them. */
  readonly hasOlder: boolean;
  /** Newest first. */
  sorted(): Call[];
  /** Replaces all calls by the newest page. */
  begin(page: Calls): void;
  /** Ignores a call whose revision is lower than the known one: a call may come twice, from a read and from an event. */
  put(call: Call): void;
  /** Adds the page that was read after the cursor `after`. */
  putOlder(after: string, page: Calls): void;
}

/**
 * If there are more calls, the oldest are dropped. From then on no older calls are read, because the dropped ones would be
 * missing between them and the others.
 */
export const maxCalls = 20_000;
/** This many calls are dropped at once, so that a full board is not sorted for every new call. */
const droppedAtOnce = 1_000;

export function createBoardCalls(): BoardCalls {
  const calls = new Map<string, Call>();
  let older: string | null = null;
  let hasOlder = false;

  function put(call: Call): void {
    const present = calls.get(call.id);
    if (present && present.revision > call.revision) return;
    calls.set(call.id, call);
    if (calls.size <= maxCalls) return;
    for (const { id } of sorted(calls).slice(-droppedAtOnce)) calls.delete(id);
    older = null;
    hasOlder = true;
  }

  function putPage({ nodes, pageInfo }: Calls): void {
    for (const call of nodes) put(call);
    older = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    hasOlder = older !== null;
  }

  return {
    get older() {
      return older;
    },
    get hasOlder() {
      return hasOlder;
    },
    sorted: () => sorted(calls),
    begin(page) {
      calls.clear();
      putPage(page);
    },
    put,
    putOlder(after, page) {
      // All calls were replaced, or some dropped, since the page was asked for: there would be a gap before it.
      if (older !== after) return;
      if (calls.size + page.nodes.length > maxCalls) older = null;
      else putPage(page);
    },
  };
}

function sorted(calls: ReadonlyMap<string, Call>): Call[] {
  return [...calls.values()].sort((a, b) => {
    if (a.ringingAt !== b.ringingAt) return a.ringingAt < b.ringingAt ? 1 : -1;
    return a.id < b.id ? 1 : -1;
  });
}
