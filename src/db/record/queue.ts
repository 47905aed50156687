import { DatabaseUnavailableError } from '../connection/database.ts';
import { onceATurn } from '../connection/once-a-turn.ts';
import { conflictKeys } from './conflict-keys.ts';
import type { RecordDocument } from './document.ts';
import type { PendingRecording, Recorded } from './write-batch.ts';

/**
 * Group commit: while a batch is in flight, recordings wait and form the next one. An idle queue sends at the end of the turn of
 * the event loop.
 */
export interface RecordQueue {
  record(doc: RecordDocument): Promise<Recorded>;
}

export interface QueueLimits {
  /** The next batch waits at most this long for the batch in flight, which may be waiting for a lock. */
  readonly holdUpMs: number;
  /** The maximum number of recordings in one batch. */
  readonly batchSize: number;
  /** Back-pressure: while this many recordings wait, further ones are refused. */
  readonly maxWaiting: number;
  /** A recording that has waited longer than this is refused without being sent. */
  readonly maxWaitMs: number;
}

interface Queued extends PendingRecording {
  readonly keys: readonly string[];
  readonly queuedAt: number;
}

/** `write` resolves or rejects every recording of the batch, and itself never rejects. */
export function createRecordQueue(
  write: (batch: readonly PendingRecording[]) => Promise<void>,
  limits: QueueLimits,
): RecordQueue {
  let queue: Queued[] = [];
  /** The batch in flight, as long as the next one waits for it. */
  let awaited: readonly Queued[] | undefined;
  const busyKeys = new Set<string>();

  async function send(batch: readonly Queued[]): Promise<void> {
    const keys = batch.flatMap((recording) => recording.keys);
    for (const key of keys) busyKeys.add(key);
    const sendNext = () => {
      if (awaited === batch) awaited = undefined;
      sendSoon();
    };
    awaited = batch;
    const timer = setTimeout(sendNext, limits.holdUpMs);
    try {
      await write(batch);
    } finally {
      clearTimeout(timer);
      for (const key of keys) busyKeys.delete(key);
      sendNext();
    }
  }

  const sendSoon = onceATurn(sendReady);

  function sendReady(): void {
    refuseOverdue(queue, limits.maxWaitMs);
    if (awaited) return;
    const { batch, rest } = nextBatch(queue, busyKeys, limits.batchSize);
    if (batch.length === 0) return;
    queue = rest;
    void send(batch);
  }

  return {
    record(doc) {
      if (queue.length >= limits.maxWaiting) return Promise.reject(tooMany(queue.length));
      return new Promise((resolve, reject) => {
        const queuedAt = performance.now();
        queue.push({ doc, keys: conflictKeys(doc), queuedAt, resolve, reject });
        sendSoon();
      });
    },
  };
}

/**
 * Oldest first. A key names a row that a recording touches. Of two recordings that share a key, the later one waits until the earlier
 * one is written.
 */
function nextBatch(
  queue: readonly Queued[],
  busyKeys: ReadonlySet<string>,
  batchSize: number,
): { readonly batch: readonly Queued[]; readonly rest: Queued[] } {
  const batch: Queued[] = [];
  const rest: Queued[] = [];
  const earlierKeys = new Set<string>();
  for (const recording of queue) {
    const { keys } = recording;
    const isFree = keys.every((key) => !busyKeys.has(key) && !earlierKeys.has(key));
    for (const key of keys) earlierKeys.add(key);
    if (isFree && batch.length < batchSize) batch.push(recording);
    else rest.push(recording);
  }
  return { batch, rest };
}

function refuseOverdue(queue: Queued[], maxWaitMs: number): void {
  const oldest = performance.now() - maxWaitMs;
  while (queue[0] && queue[0].queuedAt < oldest) queue.shift()?.reject(tooSlow());
}

function tooMany(waiting: number): DatabaseUnavailableError {
  return new DatabaseUnavailableError(`too many recordings are waiting: ${waiting}`);
}

function tooSlow(): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    'the recording waited too long in the queue and was not sent',
  );
}
