import type { Reports } from '../attrition-reports.ts';
import type { Calls } from '../calls.ts';
import type { Admission, Urgency } from './admission.ts';

/**
 * Makes each read and each rejection wait for a place. Event streams need none, because the feed bounds them, and `now` and `eventHead`
 * none, because they do not read the database. Every use case is listed, so that a new one is not forgotten here.
 */
export function admittedCalls(calls: Calls, admission: Admission): Calls {
  return {
    find: admitted(admission, 'query', calls.find),
    byKeys: admitted(admission, 'query', calls.byKeys),
    list: admitted(admission, 'query', calls.list),
    histories: admitted(admission, 'query', calls.histories),
    eventLog: admitted(admission, 'query', calls.eventLog),
    nextLegs: admitted(admission, 'query', calls.nextLegs),
    listCallers: admitted(admission, 'query', calls.listCallers),
    callerByPhone: admitted(admission, 'query', calls.callerByPhone),
    callers: admitted(admission, 'query', calls.callers),
    attempts: admitted(admission, 'query', calls.attempts),
    reject: admitted(admission, 'reject', calls.reject),
    now: calls.now,
    eventHead: calls.eventHead,
    events: calls.events,
  };
}

export function admittedReports(reports: Reports, admission: Admission): Reports {
  return { attrition: admitted(admission, 'query', reports.attrition) };
}

/** Returns the use case with a wait before it: it runs when a place of this kind is free. */
function admitted<Parameters extends unknown[], Result>(
  admission: Admission,
  urgency: Urgency,
  useCase: (...parameters: Parameters) => Promise<Result>,
): (...parameters: Parameters) => Promise<Result> {
  return (...parameters) => admission.run(urgency, () => useCase(...parameters));
}
