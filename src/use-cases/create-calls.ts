import { browseCallers } from './browse/browse-callers.ts';
import {
  browseCalls,
  findAttempts,
  findCall,
  findCallerByPhone,
  findCallers,
  findCallsByKeys,
  findNextLegs,
} from './browse/browse-calls.ts';
import type { BrowseDependencies } from './browse/browse-dependencies.ts';
import { browseHistories, browseJournal } from './browse/browse-journal.ts';
import { streamEvents } from './browse/stream-events.ts';
import type { Calls } from './calls.ts';
import type { Dependencies } from './dependencies.ts';
import { rejectCall } from './reject/reject-call.ts';

export function createCalls(deps: Dependencies & BrowseDependencies): Calls {
  const { db } = deps;
  return {
    now: deps.now,
    find: (viewer, id) => findCall(db, viewer, id),
    byKeys: (viewer, keys, fields) => findCallsByKeys(db, viewer, keys, fields),
    list: (viewer, filter, page) => browseCalls(deps, viewer, filter, page),
    histories: (viewer, requests) => browseHistories(deps, viewer, requests),
    eventLog: (viewer, filter, page) => browseJournal(deps, viewer, filter, page),
    eventHead: ({ tenantId }) => deps.eventCursors.of(tenantId, deps.feed.end()),
    events: (viewer, request, signal) => streamEvents(deps, viewer, request, signal),
    nextLegs: (viewer, ids) => findNextLegs(db, viewer, ids),
    callerByPhone: (viewer, phone) => findCallerByPhone(db, viewer, phone),
    listCallers: (viewer, listing, page) => browseCallers(deps, viewer, listing, page),
    callers: (viewer, ids) => findCallers(db, viewer, ids),
    attempts: (viewer, effects) => findAttempts(db, viewer, effects),
    reject: (viewer, request) => rejectCall(deps, viewer, request),
  };
}
