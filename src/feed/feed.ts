import type { CallId, TenantId } from '../call/ids.ts';
import { readCallsNow } from '../db/calls/calls-now.ts';
import type { Database } from '../db/connection/database.ts';
import {
  type EntryFilter,
  type JournalEntry,
  readEntries,
  readHead,
} from '../db/journal/journal-reads.ts';
import type { Position } from '../db/journal/position.ts';
import { createCallsShown, showsAsEntered } from './calls-shown.ts';
import { createNotifier } from './notify.ts';
import { createRingBuffer } from './ring-buffer.ts';
import { type Subscription, startSubscription } from './subscription.ts';
import { startTailer } from './tailer.ts';
import { type WatermarkSettings, watchWatermark } from './watermark.ts';

/** The journal's tail, handed to the subscribers of this process. */
export interface Feed {
  /** This process has written to the journal. */
  wrote(): void;
  /** Where it ends: whatever commits from now on comes after. */
  end(): Position;
  /** Every matching entry from now on, in order, once. */
  subscribe(tenantId: TenantId, wish: SubscriptionWish): Subscription;
  readonly subscriberCount: number;
  /** For how long the database has not told us how the journal goes on. */
  silentForMs(): number;
  /** For how long one transaction has kept everybody from reading on; 0 when none does. */
  watermarkHeldMs(): number;
  stop(): Promise<void>;
}

export interface SubscriptionWish {
  readonly filter: EntryFilter;
  /** Whether deliveries need the call as it is now; else it is that of the entry. */
  readonly showsCalls: boolean;
}

export interface FeedSettings {
  readonly pollMs: number;
  readonly bufferCapacity: number;
  readonly notifyIntervalMs: number;
  readonly onEntries?: (entries: readonly JournalEntry[]) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly watermark: WatermarkSettings;
}

const pageSize = 1000;
const catchUpPage = 200;

export async function startFeed(db: Database, settings: FeedSettings): Promise<Feed> {
  const ring = createRingBuffer(await readHead(db), settings.bufferCapacity);
  const waiting = new Set<() => void>();
  let subscriberCount = 0;

  function wakeSubscribers(): void {
    const toWake = [...waiting];
    waiting.clear();
    for (const wake of toWake) wake();
  }

  const watermark = watchWatermark(settings.watermark);
  const tailer = startTailer(db, ring, {
    pollMs: settings.pollMs,
    pageSize,
    onEntries(entries) {
      settings.onEntries?.(entries);
      wakeSubscribers();
    },
    onLook: watermark.saw,
    onTrouble: settings.onTrouble,
  });
  const doorbell = createNotifier(db, settings.notifyIntervalMs, settings.onTrouble);
  await db.onJournalNotify(() => tailer.wake());

  return {
    wrote() {
      tailer.wake();
      doorbell.ring();
    },
    end: () => ring.end,
    subscribe(tenantId, { filter, showsCalls }) {
      subscriberCount++;
      const readCalls = (ids: readonly CallId[]) => readCallsNow(db, tenantId, ids);
      return startSubscription({
        ring,
        shown: showsCalls ? createCallsShown(ring, readCalls) : showsAsEntered,
        pageSize: catchUpPage,
        matches: (entry) => entry.tenantId === tenantId && matchesFilter(entry, filter),
        readPage: (position) => readEntries(db, tenantId, filter, position, catchUpPage),
        wait: (wake) => waiting.add(wake),
        onEnd: (wake) => {
          subscriberCount--;
          if (wake) waiting.delete(wake);
        },
      });
    },
    get subscriberCount() {
      return subscriberCount;
    },
    silentForMs: () => tailer.silentForMs(),
    watermarkHeldMs: watermark.heldMs,
    stop: () => tailer.stop(),
  };
}

function matchesFilter(entry: JournalEntry, filter: EntryFilter): boolean {
  if (filter.lineIds && !filter.lineIds.includes(entry.lineId)) return false;
  if (filter.callId && filter.callId !== entry.callId) return false;
  return !filter.kinds || filter.kinds.includes(entry.kind);
}
