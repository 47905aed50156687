import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { useBoard, useNow } from '../parts/hooks.ts';
import { Lacks } from '../parts/lacks.tsx';
import { Problem } from '../parts/problem.tsx';
import type { Board, BoardStore } from '../service/board-store.ts';
import type { Call } from '../service/calls.ts';
import { type Filter, Filters, matches, noFilter } from './filters.tsx';
import { History } from './history.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { RingingCard } from './ringing-card.tsx';
import { StoryPanel } from './story.tsx';

/** How long a call keeps its card after it has stopped ringing, so that its outcome can be read. */
const lingerMs = 8_000;
/** If more calls ring, the others are only in the list below. */
const maxCards = 24;

export function BoardPage({ store }: { store: BoardStore }) {
  const board = useBoard(store);
  const now = useNow(1000);
  const [rejectId, setRejectId] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [filter, setFilter] = useState<Filter>(noFilter);
  const onReject = useCallback((call: Call) => setRejectId(call.id), []);
  const onOpen = useCallback((call: Call) => setOpenId(call.id), []);
  const closeReject = useCallback(() => setRejectId(null), []);
  const closeStory = useCallback(() => setOpenId(null), []);
  const onEnd = useCallback(() => void store.loadOlder(), [store]);
  const cards = useMemo(() => onTop(board.calls, now), [board.calls, now]);
  const listed = useMemo(
    () => board.calls.filter((call) => matches(call, filter)),
    [board.calls, filter],
  );
  const find = (id: string | null) => board.calls.find((call) => call.id === id);
  const [toReject, opened] = [find(rejectId), find(openId)];
  const mayReject = board.scopes.includes('calls:reject');

  if (board.is === 'forbidden') return <Lacks scope="calls:read">Calls are not shown.</Lacks>;
  return (
    <>
      {board.problem !== null && <Problem again={store.retryReading}>{board.problem}</Problem>}
      <section aria-labelledby="ringing-title">
        <h2 id="ringing-title">
          Ringing now <span class="count">{ringing(board.calls)}</span>
        </h2>
        {cards.length === 0 ? (
          <p class="empty">
            {board.is === 'loading'
              ? 'Reading the calls …'
              : 'Nothing rings. New calls appear here by themselves.'}
          </p>
        ) : (
          <ul class="cards">
            {cards.map((call) => (
              <RingingCard
                key={call.id}
                call={call}
                mayReject={mayReject}
                onReject={onReject}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
        {board.is === 'ready' && <Restrictions scopes={board.scopes} />}
      </section>
      <section aria-labelledby="calls-title">
        <h2 id="calls-title">
          Calls{' '}
          <span class="count">
            {listed.length}
            {board.older === 'none' ? '' : '+'}
          </span>
        </h2>
        <Filters calls={board.calls} filter={filter} onChange={setFilter} />
        {listed.length === 0 && board.is === 'ready' && (
          <p class="empty">
            {board.calls.length === 0 ? 'No call yet.' : 'No call like this is among those read.'}
          </p>
        )}
        <History calls={listed} onOpen={onOpen} onEnd={onEnd} />
        <Older board={board} onRead={onEnd} />
      </section>
      {opened && (
        <StoryPanel call={opened} store={store} onClose={closeStory} onReject={onReject} />
      )}
      {toReject && <RejectDialog call={toReject} store={store} onClose={closeReject} />}
      <RingAnnouncer calls={board.calls} />
    </>
  );
}

function Restrictions({ scopes }: { scopes: readonly string[] }) {
  return (
    <>
      {!scopes.includes('calls:reject') && (
        <Lacks scope="calls:reject">Calls can be seen and not rejected.</Lacks>
      )}
      {!scopes.includes('pii:read') && (
        <Lacks scope="pii:read">Numbers are masked, and names are not shown.</Lacks>
      )}
      {!scopes.includes('lines:read') && (
        <Lacks scope="lines:read">Lines are shown by their ids.</Lacks>
      )}
    </>
  );
}

/** What is below the list. Scrolling reads older calls by itself, but a filter may leave too few rows to scroll. */
function Older({ board, onRead }: { board: Board; onRead: () => void }) {
  if (board.isLoadingOlder) return <p class="empty">Reading older calls …</p>;
  if (board.older === 'none') return null;
  if (board.older === 'no room')
    return <p class="empty">Older calls are in GraphQL: this list holds no more.</p>;
  return (
    <p class="older">
      <button type="button" class="quiet" onClick={onRead}>
        Read older calls
      </button>
    </p>
  );
}

const isOpen = ({ status }: Call) => status === 'RINGING' || status === 'REJECTING';
const ringing = (calls: readonly Call[]) => calls.filter(isOpen).length;

/** The ringing calls, the most urgent first, and the calls that rang a moment ago. */
function onTop(calls: readonly Call[], now: number): Call[] {
  const recent = calls.filter((call) => isOpen(call) || now - endOf(call) < lingerMs);
  return recent
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || deadline(a) - deadline(b))
    .slice(0, maxCards);
}

/** A call without a ring deadline is sorted as if its ring had ended when it began. */
const deadline = ({ ringDeadlineAt, ringingAt }: Call) => Date.parse(ringDeadlineAt ?? ringingAt);

/**
 * When a call that is not open stopped ringing, or when its rejection was settled if that was later: the card stays until both can be
 * read. 0 if nothing is known.
 */
function endOf({ endedAt, rejection, answeredAt }: Call): number {
  const times = [answeredAt ?? endedAt, rejection?.settledAt ?? null];
  return Math.max(...times.map((at) => (at === null ? 0 : Date.parse(at))));
}

/** Tells screen readers how many calls ring, when the number has stayed the same for two seconds. */
function RingAnnouncer({ calls }: { calls: readonly Call[] }) {
  const [announced, setAnnounced] = useState(0);
  const count = ringing(calls);
  useEffect(() => {
    const timer = setTimeout(() => setAnnounced(count), 2000);
    return () => clearTimeout(timer);
  }, [count]);
  return (
    <p class="hidden" role="status">
      {announcement(announced)}
    </p>
  );
}

function announcement(ringingCalls: number): string {
  if (ringingCalls === 0) return 'Nothing rings.';
  return ringingCalls === 1 ? 'One call rings.' : `${ringingCalls} calls ring.`;
}
