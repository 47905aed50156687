import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import { savePresence } from '../../db/lines/listener-leases.ts';
import type { Heard } from '../../providers/provider.ts';
import type { Parts } from '../../use-cases/dependencies.ts';
import type { OpenLine } from '../../use-cases/loaded-line.ts';
import { receiveCallSignal } from '../../use-cases/receive/receive-signals.ts';
import type { LineReport } from './listening-status.ts';

export interface Taking {
  readonly report: LineReport;
  readonly signal: AbortSignal;
}

/** Longer than a database is usually away, and shorter than a queue of what is heard takes to fill. */
const tries = 8;
const pauseMs = 500;

/**
 * Takes in one thing that was heard. Nobody tells it again, so it is tried as long as only the database is away;
 * what can never be recorded must not keep the line from hearing the rest.
 */
export async function takeHeard(
  parts: Parts,
  open: OpenLine,
  heard: Heard,
  { report, signal }: Taking,
): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await take(parts, open, heard, report);
    } catch (error) {
      const line = open.line.id;
      if (!isPassing(error)) {
        parts.log.error('what was heard could not be recorded', { line, error });
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

async function take(parts: Parts, open: OpenLine, heard: Heard, report: LineReport): Promise<void> {
  const { tenantId, id: lineId } = open.line;
  switch (heard.is) {
    case 'connected':
      parts.log.info('a line is heard', { line: lineId });
      return report.say({ is: 'heard' });
    case 'impaired':
      parts.log.warn('a line may not be heard', { line: lineId, problem: heard.problem });
      return report.say(heard);
    case 'signal':
      await receiveCallSignal(parts, open, heard.signal);
      return;
    case 'presence':
      await savePresence(parts.db, {
        ...{ tenantId, lineId, agent: '' },
        ...{ state: heard.presence, at: parts.now() },
      });
      return;
  }
}
