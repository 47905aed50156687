/**
 * Runs `act` once at the end of this turn of the event loop, however often it is asked for in the turn. What arrived in one turn,
 * such as the requests that one read of the sockets brought, is then sent in one statement, and nothing waits for what may come.
 */
export function onceATurn(act: () => void): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      act();
    });
  };
}
