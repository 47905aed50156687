import type { Reports } from '../attrition-reports.ts';
import type { Calls } from '../calls.ts';
import type { Admission, Urgency } from './admission.ts';

/** Makes each read and each rejection wait for a place. Event streams need none, because the feed bounds them. */
export function admittedCalls(calls: Calls, admission: Admission): Calls {
  const admitted = admittedBy(admission);
  return {
    ...calls,
    find: admitted('query', calls.find),
    byKeys: admitted('query', calls.byKeys),
    list: admitted('query', calls.list),
    histories: admitted('query', calls.histories),
    eventLog: admitted('query', calls.eventLog),
    nextLegs: admitted('query', calls.nextLegs),
    listCallers: admitted('query', calls.listCallers),
    callerByPhone: admitted('query', calls.callerByPhone),
    callers: admitted('query', calls.callers),
    attempts: admitted('query', calls.attempts),
    reject: admitted('reject', calls.reject),
  };
}

export function admittedReports(reports: Reports, admission: Admission): Reports {
  return { attrition: admittedBy(admission)('query', reports.attrition) };
}

function admittedBy(admission: Admission) {
  return <Parameters extends unknown[], Result>(
    urgency: Urgency,
    useCase: (...parameters: Parameters) => Promise<Result>,
  ) =>
    (...parameters: Parameters): Promise<Result> =>
      admission.run(urgency, () => useCase(...parameters));
}
