import { DatabaseUnavailableError } from '../connection/database.ts';
import type { RecordDocument } from './document.ts';
import { keysOf } from './keys.ts';
import type { Awaited, Recorded } from './write-recordings.ts';

/** Recordings on their way to the database. One that comes alone goes at once; those that come meanwhile go together. */
export interface RecordQueue {
  record(doc: RecordDocument): Promise<Recorded>;
}

export interface QueueLimits {
  /** Batches under way. */
  readonly atOnce: number;
  /** Recordings in one batch. */
  readonly together: number;
  /** Recordings that wait: more are refused. */
  readonly maxWaiting: number;
  /** What has waited for longer is refused, unsent. */
  readonly maxWaitMs: number;
}

interface Queued extends Awaited {
  readonly keys: readonly string[];
  readonly queuedAt: number;
}

export function createRecordQueue(
  write: (batch: readonly Awaited[]) => Promise<void>,
  limits: QueueLimits,
): RecordQueue {
  let queue: Queued[] = [];
  let underWay = 0;
  const busyKeys = new Set<string>();

  async function send(batch: readonly Queued[]): Promise<void> {
    const keys = batch.flatMap((one) => one.keys);
    for (const key of keys) busyKeys.add(key);
    underWay++;
    try {
      await write(batch);
    } finally {
      underWay--;
      for (const key of keys) busyKeys.delete(key);
      sendWhatMay();
    }
  }

  function sendWhatMay(): void {
    refuseOverdue(queue, limits.maxWaitMs);
    while (underWay < limits.atOnce) {
      const { batch, rest } = nextBatch(queue, busyKeys, limits.together);
      if (batch.length === 0) return;
      queue = rest;
      void send(batch);
    }
  }

  return {
    record(doc) {
      if (queue.length >= limits.maxWaiting) return Promise.reject(tooMany(queue.length));
      return new Promise((resolve, reject) => {
        const queuedAt = performance.now();
        queue.push({ doc, keys: keysOf(doc), queuedAt, resolve, reject });
        sendWhatMay();
      });
    },
  };
}

/** The oldest first. Of two that share a key, the later waits until the earlier is written. */
function nextBatch(
  queue: readonly Queued[],
  busyKeys: ReadonlySet<string>,
  together: number,
): { readonly batch: readonly Queued[]; readonly rest: Queued[] } {
  const batch: Queued[] = [];
  const rest: Queued[] = [];
  const taken = new Set<string>();
  for (const one of queue) {
    const isFree = one.keys.every((key) => !busyKeys.has(key) && !taken.has(key));
    for (const key of one.keys) taken.add(key);
    if (isFree && batch.length < together) batch.push(one);
    else rest.push(one);
  }
  return { batch, rest };
}

function refuseOverdue(queue: Queued[], maxWaitMs: number): void {
  const oldest = performance.now() - maxWaitMs;
  while (queue[0] && queue[0].queuedAt < oldest) queue.shift()?.reject(tooSlow());
}

function tooMany(waiting: number): DatabaseUnavailableError {
  return new DatabaseUnavailableError(`${waiting} recordings are waiting already`);
}

function tooSlow(): DatabaseUnavailableError {
  return new DatabaseUnavailableError('the recording waited for too long and was not sent');
}
