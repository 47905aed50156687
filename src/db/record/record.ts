import type { TenantId } from '../../call/ids.ts';
import type { Database } from '../connection/database.ts';
import { documentOf } from './document.ts';
import { createRecordQueue, type QueueLimits, type RecordQueue } from './queue.ts';
import type { Recording } from './recording.ts';
import { type Recorded, writeBatch } from './write-batch.ts';

/**
 * A batch waits at most `holdUpMs` for the one in flight. A recording is refused if `maxWaiting` others wait, or when it has waited for
 * `maxWaitMs`.
 */
const limits: QueueLimits = {
  holdUpMs: 100,
  batchSize: 64,
  maxWaiting: 2000,
  maxWaitMs: 5000,
};

const queues = new WeakMap<Database, RecordQueue>();

/**
 * The only way to change a call. Recordings that arrive while others are in flight are written in one batch. Unless the result is
 * 'written', nothing was written: a concurrent change won ('lost'), or the attempt whose outcome is recorded is no longer the current
 * one or is already settled ('overtaken').
 */
export async function record(
  db: Database,
  tenantId: TenantId,
  recording: Recording,
): Promise<Recorded> {
  const recorded = await queueOf(db).record(documentOf(tenantId, recording));
  // For metrics, traces and the log.
  if (recorded === 'written') db.recorded(recording.change?.entries ?? []);
  return recorded;
}

function queueOf(db: Database): RecordQueue {
  const existing = queues.get(db);
  if (existing) return existing;
  const queue = createRecordQueue((batch) => writeBatch(db, batch), limits);
  queues.set(db, queue);
  return queue;
}
