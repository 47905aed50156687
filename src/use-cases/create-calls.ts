import type { Viewer } from '../access/viewer.ts';
import { forViewer } from '../access/viewer.ts';
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
  /**
   * The database as the viewer's tenant sees it, for the functions that need nothing else of `deps`. `browseCallers` gets it within `deps`;
   * the functions that get `deps` as it is limit their statements themselves.
   */
  const of = ({ tenantId }: Viewer) => deps.db.ofTenant(tenantId);
  return {
    now: deps.now,
    find: (viewer, id) => findCall(of(viewer), viewer, id),
    byKeys: (viewer, keys, fields) => findCallsByKeys(of(viewer), viewer, keys, fields),
    list: (viewer, filter, page) => browseCalls(deps, viewer, filter, page),
    histories: (viewer, requests) => browseHistories(deps, viewer, requests),
    eventLog: (viewer, filter, page) => browseJournal(deps, viewer, filter, page),
    eventHead: ({ tenantId }) => deps.eventCursors.of(tenantId, deps.feed.end()),
    events: (viewer, request, signal) => streamEvents(deps, viewer, request, signal),
    nextLegs: (viewer, ids) => findNextLegs(of(viewer), viewer, ids),
    callerByPhone: (viewer, phone) => findCallerByPhone(of(viewer), viewer, phone),
    listCallers: (viewer, listing, page) =>
      browseCallers(forViewer(deps, viewer), viewer, listing, page),
    callers: (viewer, ids) => findCallers(of(viewer), viewer, ids),
    attempts: (viewer, effects) => findAttempts(of(viewer), viewer, effects),
    reject: (viewer, request) => rejectCall(deps, viewer, request),
  };
}
