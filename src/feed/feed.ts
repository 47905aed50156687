import type { CallId, TenantId } from '../call/ids.ts';
import { readCurrentCalls } from '../db/calls/current-calls.ts';
import type { Database } from '../db/connection/database.ts';
import { findPosition } from '../db/journal/find-position.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { type EntryFilter, readEntries } from '../db/journal/journal-reads.ts';
import { readHead } from '../db/journal/journal-tail.ts';
import type { Position } from '../db/journal/position.ts';
import { createCallVersions, versionsOfEntries } from './call-versions.ts';
import { createCutGuard } from './cut-guard.ts';
import { createNotifier } from './notify.ts';
import { createRingBuffer } from './ring-buffer.ts';
import { type Subscription, startSubscription } from './subscription.ts';
import { startTailer } from './tailer.ts';
import { monitorWatermark, type WatermarkSettings } from './watermark.ts';

/** The journal's tail, delivered to the subscribers of this process. */
export interface Feed {
  /** Tells the feed that this process has written to the journal. */
  wrote(): void;
  /** The last position that was read. Everything that commits from now on comes after it. */
  end(): Position;
  /** Delivers every matching entry from now on exactly once and in order. */
  subscribe(tenantId: TenantId, options: SubscriptionOptions): Subscription;
  readonly subscriberCount: number;
  /** The time since the journal was last read successfully. */
  sinceLastReadMs(): number;
  /** For how long the same open transaction has kept later entries unreadable (it holds back the watermark); 0 when none does. */
  watermarkHeldMs(): number;
  stop(): Promise<void>;
}

export interface SubscriptionOptions {
  readonly filter: EntryFilter;
  /** If true, deliveries carry the current version of the call; if false, the version of the entry. */
  readonly showsCalls: boolean;
}

export interface FeedSettings {
  /** The journal is read at least this often. */
  readonly pollMs: number;
  /** The minimum time between two reads. */
  readonly minGapMs: number;
  /** The entries that are kept in memory for subscribers. The oldest are dropped when there are more than twice as many. */
  readonly bufferCapacity: number;
  /** The minimum time between two notifications of the other processes. */
  readonly notifyIntervalMs: number;
  /** Called with the entries of each read, of all tenants. Without subscribers no entries are read. */
  readonly onEntries?: (entries: readonly JournalEntry[]) => void;
  /** Called when a read or a notification has failed. */
  readonly onTrouble: (error: unknown) => void;
  /** Called when entries that were read no longer exist, because the database was restored to an earlier state. */
  readonly onCut?: () => void;
  readonly watermark: WatermarkSettings;
}

/** Entries in one read of the journal's end. */
const pageSize = 1000;
/** Entries in one read for a subscriber that is behind the buffer. */
const catchUpPage = 200;

export async function startFeed(db: Database, settings: FeedSettings): Promise<Feed> {
  const buffer = createRingBuffer(await readHead(db), settings.bufferCapacity);
  /** The functions that wake the subscribers who wait for entries. */
  const waiting = new Set<() => void>();
  let subscriberCount = 0;
  let cuts = 0;

  function wakeSubscribers(): void {
    const toWake = [...waiting];
    waiting.clear();
    for (const wake of toWake) wake();
  }

  /** Without subscribers the tailer, which reads the journal, needs no entries, so it is not woken. */
  const isWatched = () => subscriberCount > 0;
  const wakeTailer = () => {
    if (isWatched()) tailer.wake();
  };

  const watermark = monitorWatermark(settings.watermark);
  const tailer = startTailer(db, buffer, {
    pollMs: settings.pollMs,
    minGapMs: settings.minGapMs,
    isWatched,
    pageSize,
    onEntries(entries) {
      settings.onEntries?.(entries);
      wakeSubscribers();
    },
    onRead: watermark.observe,
    onTrouble: settings.onTrouble,
    onCut() {
      cuts++;
      settings.onCut?.();
      wakeSubscribers();
    },
  });
  const notifier = createNotifier(db, settings.notifyIntervalMs, settings.onTrouble);
  await db.onJournalNotify(wakeTailer);

  return {
    wrote() {
      wakeTailer();
      notifier.notify();
    },
    end: () => buffer.end,
    subscribe(tenantId, { filter, showsCalls }) {
      subscriberCount++;
      // The tailer begins to read entries.
      if (subscriberCount === 1) tailer.wake();
      const tenantDb = db.ofTenant(tenantId);
      const readCalls = (ids: readonly CallId[]) => readCurrentCalls(tenantDb, tenantId, ids);
      // After a restore the entry at the subscriber's position may be gone. The next read then throws (`check`).
      const cutGuard = createCutGuard({
        cuts: () => cuts,
        // Not `tenantDb`: the position may be that of another tenant's entry.
        find: (position) => findPosition(db, position),
      });
      return startSubscription({
        buffer,
        versions: showsCalls ? createCallVersions(buffer, readCalls) : versionsOfEntries,
        pageSize: catchUpPage,
        matches: (entry) => entry.tenantId === tenantId && matchesFilter(entry, filter),
        mustCheckPosition: cutGuard.isDue,
        async readPage(position) {
          await cutGuard.check(position);
          return readEntries(tenantDb, tenantId, filter, position, catchUpPage);
        },
        wait: (wake) => waiting.add(wake),
        onEnd: (wake) => {
          subscriberCount--;
          // Undefined if the subscriber never waited.
          if (wake) waiting.delete(wake);
        },
      });
    },
    get subscriberCount() {
      return subscriberCount;
    },
    sinceLastReadMs: () => tailer.sinceLastReadMs(),
    watermarkHeldMs: watermark.heldMs,
    stop: () => tailer.stop(),
  };
}

function matchesFilter(entry: JournalEntry, filter: EntryFilter): boolean {
  if (filter.lineIds && !filter.lineIds.includes(entry.lineId)) return false;
  if (filter.callId && filter.callId !== entry.callId) return false;
  return !filter.kinds || filter.kinds.includes(entry.kind);
}
