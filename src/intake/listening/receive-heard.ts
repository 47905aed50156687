import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import { savePresence } from '../../db/lines/presence.ts';
import type { Heard } from '../../providers/provider.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';
import type { LoadedLine } from '../../use-cases/loaded-line.ts';
import { receiveCallSignal } from '../../use-cases/receive/receive-signals.ts';
import type { ListeningStatus } from './listening-status.ts';

export interface Reception {
  readonly status: ListeningStatus;
  /** Aborts when this process stops listening to the line. */
  readonly signal: AbortSignal;
}

/**
 * The tries outlast a failover of the database, which takes some seconds. A statement that gets no answer fails after 5 s, so 8
 * tries take between 3.5 s and 43 s.
 */
const maxTries = 8;
const pauseMs = 500;

/**
 * Records one event from an event connection. The provider does not repeat an event, so recording is retried while the
 * database is unavailable. An event that fails for another reason is dropped, so that it does not block later events.
 */
export async function receiveHeard(
  deps: Dependencies,
  loaded: LoadedLine,
  heard: Heard,
  { status, signal }: Reception,
): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await receive(deps, loaded, heard, status);
    } catch (error) {
      const line = loaded.line.id;
      if (!isTemporary(error)) {
        deps.log.error('recording an event of a line failed', { line, error });
        return;
      }
      // The error ends the event connection. The next connection begins with the calls that are current then.
      if (n >= maxTries || signal.aborted) throw error;
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

function isTemporary(error: unknown): boolean {
  // UNAVAILABLE: the database does not answer, or concurrent changes were too many.
  if (error instanceof RequestError) return error.code === 'UNAVAILABLE';
  return isUnavailable(error);
}

async function receive(
  deps: Dependencies,
  loaded: LoadedLine,
  heard: Heard,
  status: ListeningStatus,
): Promise<void> {
  const { tenantId, id: lineId } = loaded.line;
  switch (heard.is) {
    case 'connected':
      deps.log.info('the event connection of a line is open', { line: lineId });
      return status.save({ is: 'connected' });
    case 'impaired':
      deps.log.warn('the event connection of a line may miss events', {
        line: lineId,
        problem: heard.problem,
      });
      return status.save(heard);
    case 'signal':
      await receiveCallSignal(deps, loaded, heard.signal);
      return;
    case 'presence':
      // An event connection belongs to one agent, who is stored as ''. `null`: no principal acted, so nothing is audited.
      await savePresence(
        deps.db,
        { tenantId, lineId, agent: '', state: heard.presence, at: deps.now() },
        null,
      );
      return;
  }
}
