import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import { savePresence } from '../../db/lines/listener-leases.ts';
import type { Heard } from '../../providers/provider.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';
import type { LoadedLine } from '../../use-cases/loaded-line.ts';
import { receiveCallSignal } from '../../use-cases/receive/receive-signals.ts';
import type { ListeningStatus } from './listening-status.ts';

export interface Taking {
  readonly report: ListeningStatus;
  readonly signal: AbortSignal;
}

/** Longer than a database is usually away, and shorter than a queue of what is heard takes to fill. */
const tries = 8;
const pauseMs = 500;

/**
 * Takes in one thing that was heard. Nobody tells it again, so it is tried as long as only the database is away;
 * what can never be recorded must not keep the line from hearing the rest.
 */
export async function receiveHeard(
  deps: Dependencies,
  loaded: LoadedLine,
  heard: Heard,
  { report, signal }: Taking,
): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await take(deps, loaded, heard, report);
    } catch (error) {
      const line = loaded.line.id;
      if (!isPassing(error)) {
        deps.log.error('what was heard could not be recorded', { line, error });
        return;
      }
      if (n >= tries || signal.aborted) throw error;
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof RequestError) return error.code === 'UNAVAILABLE';
  return isUnavailable(error);
}

async function take(
  deps: Dependencies,
  loaded: LoadedLine,
  heard: Heard,
  report: ListeningStatus,
): Promise<void> {
  const { tenantId, id: lineId } = loaded.line;
  switch (heard.is) {
    case 'connected':
      deps.log.info('a line is heard', { line: lineId });
      return report.say({ is: 'heard' });
    case 'impaired':
      deps.log.warn('a line may not be heard', { line: lineId, problem: heard.problem });
      return report.say(heard);
    case 'signal':
      await receiveCallSignal(deps, loaded, heard.signal);
      return;
    case 'presence':
      await savePresence(deps.db, {
        ...{ tenantId, lineId, agent: '' },
        ...{ state: heard.presence, at: deps.now() },
      });
      return;
  }
}
