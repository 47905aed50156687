import type { BoardStore } from '../service/board-store.ts';
import { useBoard, useNow } from './hooks.ts';

/** Shows whether the page is up to date with the service. */
export function ConnectionNote({ store }: { store: BoardStore }) {
  const { connection } = useBoard(store);
  const now = useNow(1000);
  switch (connection.is) {
    // The key may not see calls.
    case 'none':
      return null;
    case 'live':
      return (
        <p class="connection live" role="status">
          Live
          {connection.caughtUp > 0 && <small>caught up with {connection.caughtUp} events</small>}
        </p>
      );
    case 'connecting':
      return (
        <p class="connection" role="status">
          Connecting …
        </p>
      );
    case 'away':
      return (
        <p class="connection away" role="status">
          Disconnected
          {connection.because !== '' && <small>{connection.because}</small>}
          <small aria-hidden="true">
            trying again in {Math.max(0, Math.ceil((connection.retryAt - now) / 1000))} s
          </small>
          <button type="button" class="quiet" onClick={store.retryNow}>
            Now
          </button>
        </p>
      );
  }
}
