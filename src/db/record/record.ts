import type { TenantId } from '../../call/ids.ts';
import type { Database } from '../connection/database.ts';
import { documentOf } from './document.ts';
import { createRecordQueue, type QueueLimits, type RecordQueue } from './queue.ts';
import type { Recording } from './recording.ts';
import { type Recorded, writeRecordings } from './write-recordings.ts';

const limits: QueueLimits = { atOnce: 2, together: 64, maxWaiting: 2000, maxWaitMs: 5000 };

const queues = new WeakMap<Database, RecordQueue>();

/** The one door through which a call changes. Recordings that arrive while others are under way are written together. */
export async function record(
  db: Database,
  tenantId: TenantId,
  recording: Recording,
): Promise<Recorded> {
  const recorded = await queueOf(db).record(documentOf(tenantId, recording));
  if (recorded === 'written') db.recorded(recording.change?.entries ?? []);
  return recorded;
}

function queueOf(db: Database): RecordQueue {
  const known = queues.get(db);
  if (known) return known;
  const queue = createRecordQueue((batch) => writeRecordings(db, batch), limits);
  queues.set(db, queue);
  return queue;
}
