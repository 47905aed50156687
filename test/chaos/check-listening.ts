import type { Evidence } from './evidence.ts';
import type { FaultKind, RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** So long after it was told of a call a listener has recorded it, if it can. */
const takenInMs = 1000;
/** What may keep it from that. */
const hindrances: readonly FaultKind[] = [
  'kill',
  'pause',
  'terminate',
  'database-restart',
  'backends-terminated',
  'table-locked',
  'proxy-latency',
  'proxy-reset',
  'proxy-fin',
  'proxy-black-hole',
  'proxy-refuse',
  'proxy-answer-lost',
];

/**
 * I14: where we listen, a call is in the journal if it still stands when all is over, or if a whole answer that named it as
 * standing, be it a poll's or a snapshot's, came to a listener that nothing kept from taking it in. Every new connection begins
 * with a snapshot, so only who rings and is gone between two such answers may be missed. For the same reason no call is held
 * to go on in the end that is over.
 */
export function checkListening(evidence: Evidence): Violation[] {
  const listened = evidence.all('line').filter(({ isListenedTo }) => isListenedTo);
  const lines = new Set(listened.map(({ line }) => line));
  return [...checkHeard(evidence, lines), ...checkEnded(evidence, lines)];
}

function checkEnded(evidence: Evidence, lines: ReadonlySet<string>): Violation[] {
  const goingOn = evidence
    .all('call')
    .filter(({ line, status }) => lines.has(line) && status === 'ANSWERED');
  return goingOn.flatMap((call): Violation[] => {
    const truth = evidence.truthOf(call.callId);
    if (truth?.status !== 'OVER') return [];
    const what = 'a call goes on here for ever that is over';
    return [{ invariant: 'I14', column: 'WRONG', what, proof: [call, truth] }];
  });
}

function checkHeard(evidence: Evidence, lines: ReadonlySet<string>): Violation[] {
  const told = tellings(evidence);
  return evidence.all('rang').flatMap((rang): Violation[] => {
    const { line, call } = rang;
    if (!lines.has(line) || evidence.callIdOf(line, call) !== undefined) return [];
    const lost = (what: string, proof: Violation['proof']): Violation[] => [
      { invariant: 'I14', column: 'LOST', what, proof: [rang, ...proof] },
    ];
    const truth = evidence.all('truth').find((each) => each.line === line && each.call === call);
    if (truth?.status !== 'OVER') return lost('a call stands and was never heard', [truth]);
    const telling = told
      .get(`${line} ${call}`)
      ?.find(({ at }) => !evidence.faultWithin(at, at + takenInMs, hindrances));
    return telling ? lost('a listener was told of a call and forgot it', [telling]) : [];
  });
}

function tellings(evidence: Evidence): ReadonlyMap<string, readonly RecordOf<'told'>[]> {
  const each = evidence
    .all('told')
    .flatMap((told) => told.calls.map((call) => ({ key: `${told.line} ${call}`, told })));
  const byCall = Map.groupBy(each, ({ key }) => key);
  return new Map([...byCall].map(([key, ofCall]) => [key, ofCall.map(({ told }) => told)]));
}
