import { describe, expect, it } from 'vitest';
import { createBoardCalls, maxCalls } from '../../src/page/client/service/board-calls.ts';
import type { Call, Calls } from '../../src/page/client/service/calls.ts';

describe('the calls of the board', () => {
  it('end where older ones were dropped, and no older page is put behind the gap', () => {
    const boardCalls = createBoardCalls();
    boardCalls.begin(pageOf(50, 1, 'after call 1'));
    for (let n = 51; n <= maxCalls; n++) boardCalls.put(callAt(n));
    expect(seen(boardCalls)).toEqual({
      count: maxCalls,
      oldest: 1,
      older: 'after call 1',
      more: true,
    });

    boardCalls.put(callAt(maxCalls + 1));
    const kept = { count: 19_001, oldest: 1_001, older: null, more: true };
    expect(seen(boardCalls)).toEqual(kept);
    // The answer to a request from before.
    boardCalls.putOlder('after call 1', pageOf(0, -49, 'after call -49'));
    expect(seen(boardCalls)).toEqual(kept);
  });

  it('are not pushed out by a page of older ones for which there is no room', () => {
    const boardCalls = createBoardCalls();
    boardCalls.begin(pageOf(maxCalls, 50, 'after call 50'));
    boardCalls.putOlder('after call 50', pageOf(49, 1, 'after call 1'));
    const full = { count: maxCalls, oldest: 1, older: 'after call 1', more: true };
    expect(seen(boardCalls)).toEqual(full);

    boardCalls.putOlder('after call 1', pageOf(0, -49, null));
    expect(seen(boardCalls)).toEqual({ ...full, older: null });
  });

  it('begin again with the newest page', () => {
    const boardCalls = createBoardCalls();
    boardCalls.begin(pageOf(maxCalls + 1, 1, null));
    boardCalls.begin(pageOf(20, 11, 'after call 11'));
    boardCalls.putOlder('after call 11', pageOf(10, 1, null));
    expect(seen(boardCalls)).toEqual({ count: 20, oldest: 1, older: null, more: false });
  });

  it('leave out a page of older ones that was asked for before they began again', () => {
    const boardCalls = createBoardCalls();
    boardCalls.begin(pageOf(20, 11, 'after call 11'));
    boardCalls.begin(pageOf(60, 51, 'after call 51'));
    boardCalls.putOlder('after call 11', pageOf(10, 1, null));
    expect(seen(boardCalls)).toEqual({ count: 10, oldest: 51, older: 'after call 51', more: true });
  });
});

function seen(boardCalls: ReturnType<typeof createBoardCalls>) {
  const calls = boardCalls.sorted();
  return {
    count: calls.length,
    oldest: Number(calls.at(-1)?.id),
    older: boardCalls.older,
    more: boardCalls.hasOlder,
  };
}

function pageOf(newest: number, oldest: number, endCursor: string | null): Calls {
  const nodes = Array.from({ length: newest - oldest + 1 }, (_, n) => callAt(newest - n));
  return { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
}

/** The n-th call, which rings n seconds after the first. */
function callAt(n: number): Call {
  const ringingAt = new Date(Date.UTC(2026, 0) + n * 1000).toISOString();
  return { id: `${n}`, revision: 1, ringingAt } as Call;
}
