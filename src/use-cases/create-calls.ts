import { toCursor } from '../db/journal/position.ts';
import {
  browseCalls,
  findAttempts,
  findCall,
  findCallers,
  findCallsByKeys,
  findNextLegs,
} from './browse/browse-calls.ts';
import { browseHistories, browseJournal } from './browse/browse-journal.ts';
import { streamEvents } from './browse/stream-events.ts';
import type { Calls } from './calls.ts';
import type { Parts } from './dependencies.ts';
import { rejectCall } from './reject/reject-call.ts';

export function createCalls(parts: Parts): Calls {
  const { db } = parts;
  return {
    find: (viewer, id) => findCall(db, viewer, id),
    byKeys: (viewer, keys) => findCallsByKeys(db, viewer, keys),
    list: (viewer, filter, page) => browseCalls(db, viewer, filter, page),
    histories: (viewer, requests) => browseHistories(parts, viewer, requests),
    eventLog: (viewer, filter, page) => browseJournal(parts, viewer, filter, page),
    eventHead: () => toCursor(parts.feed.end()),
    events: (viewer, wish, signal) => streamEvents(parts, viewer, wish, signal),
    nextLegs: (viewer, ids) => findNextLegs(db, viewer, ids),
    callers: (viewer, ids) => findCallers(db, viewer, ids),
    attempts: (viewer, effects) => findAttempts(db, viewer, effects),
    reject: (viewer, request) => rejectCall(parts, viewer, request),
  };
}
