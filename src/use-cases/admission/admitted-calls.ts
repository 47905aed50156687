import type { Reports } from '../attrition-reports.ts';
import type { Calls } from '../calls.ts';
import type { Admission, Urgency } from './admission.ts';

/** The calls behind an admission: each read and each rejection needs a place. Streams do not: the feed bounds them. */
export function admittedCalls(calls: Calls, admission: Admission): Calls {
  const behind = behindA(admission);
  return {
    ...calls,
    find: behind('query', calls.find),
    byKeys: behind('query', calls.byKeys),
    list: behind('query', calls.list),
    histories: behind('query', calls.histories),
    eventLog: behind('query', calls.eventLog),
    nextLegs: behind('query', calls.nextLegs),
    callers: behind('query', calls.callers),
    attempts: behind('query', calls.attempts),
    reject: behind('reject', calls.reject),
  };
}

export function admittedReports(reports: Reports, admission: Admission): Reports {
  return { attrition: behindA(admission)('query', reports.attrition) };
}

function behindA(admission: Admission) {
  return <Wishes extends unknown[], Done>(
    urgency: Urgency,
    work: (...wishes: Wishes) => Promise<Done>,
  ) =>
    (...wishes: Wishes): Promise<Done> =>
      admission.run(urgency, () => work(...wishes));
}
