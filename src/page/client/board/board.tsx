import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { useBoard, useNow } from '../parts/hooks.ts';
import type { BoardStore } from '../service/board-store.ts';
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

export function BoardPage({ store, callKey }: { store: BoardStore; callKey: string }) {
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
  const [rejected, opened] = [find(rejectId), find(openId)];

  return (
    <>
      {board.is === 'failed' && <Failed store={store} problem={board.problem} />}
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
                mayReject={board.mayReject}
                onReject={onReject}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
        {board.is === 'ready' && !board.mayReject && (
          <p class="hint">
            This key may see calls and not reject them. Sign in with one that has the scope
            `calls:reject`.
          </p>
        )}
      </section>
      <section aria-labelledby="calls-title">
        <h2 id="calls-title">
          Calls{' '}
          <span class="count">
            {listed.length}
            {board.hasOlder ? '+' : ''}
          </span>
        </h2>
        <Filters calls={board.calls} filter={filter} onChange={setFilter} />
        {listed.length === 0 && board.is === 'ready' && <p class="empty">No call like this.</p>}
        <History calls={listed} onOpen={onOpen} onEnd={onEnd} />
        {board.isLoadingOlder && <p class="empty">Reading older calls …</p>}
      </section>
      {opened && (
        <StoryPanel
          callKey={callKey}
          call={opened}
          store={store}
          onClose={closeStory}
          onReject={onReject}
        />
      )}
      {rejected && <RejectDialog call={rejected} store={store} onClose={closeReject} />}
      <RingAnnouncer calls={board.calls} />
    </>
  );
}

function Failed({ store, problem }: { store: BoardStore; problem: string | null }) {
  return (
    <p class="problem" role="alert">
      {problem} It is tried again by itself.{' '}
      <button type="button" class="quiet" onClick={store.retryNow}>
        Try now
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

const deadline = ({ ringDeadlineAt, ringingAt }: Call) => Date.parse(ringDeadlineAt ?? ringingAt);

/** When the call stopped ringing. Before the provider confirms a rejection, the time of the request counts. 0 if it is not known. */
function endOf({ endedAt, rejection, answeredAt, status }: Call): number {
  if (rejection?.state === 'ACCEPTED' && rejection.settledAt === null)
    return Date.parse(rejection.requestedAt);
  const at = status === 'ANSWERED' ? answeredAt : (rejection?.settledAt ?? endedAt);
  return at === null ? 0 : Date.parse(at);
}

/** Tells screen readers how many calls ring, at most once in a few seconds. */
function RingAnnouncer({ calls }: { calls: readonly Call[] }) {
  const [said, setSaid] = useState(0);
  const count = ringing(calls);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(count), 2000);
    return () => clearTimeout(timer);
  }, [count]);
  return (
    <p class="hidden" role="status">
      {said === 0 ? 'Nothing rings.' : said === 1 ? 'One call rings.' : `${said} calls ring.`}
    </p>
  );
}
