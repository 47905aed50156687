import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

const steadyWithinMs = 10_000;

/** I12: soon after the faults stop nothing is left to do. */
export function checkSteadiness(evidence: Evidence): Violation[] {
  return [...checkCalm(evidence), ...checkDeaths(evidence), ...checkNotEmpty(evidence)];
}

function checkCalm(evidence: Evidence): Violation[] {
  const [steady] = evidence.all('steady');
  if (steady && steady.afterMs <= steadyWithinMs) return [];
  const [unsteady] = evidence.all('unsteady');
  const what = steady
    ? `steady only ${steady.afterMs} ms after the faults stopped`
    : `not steady: ${unsteady?.because ?? 'nobody waited for it'}`;
  return [{ invariant: 'I12', column: 'UNSTEADY', what, proof: [steady ?? unsteady] }];
}

/** A process that cannot reach its database may end before it serves, and is started again; afterwards it must live. */
function checkDeaths(evidence: Evidence): Violation[] {
  const deaths = evidence.all('died').filter(({ wasServing }) => wasServing);
  return deaths.map((death) => ({
    invariant: 'I12',
    column: 'UNSTEADY',
    what: `${death.replica} died by itself`,
    proof: [death],
  }));
}

/** A run in which nothing happened proves nothing. */
function checkNotEmpty(evidence: Evidence): Violation[] {
  const kinds = [
    'rang',
    'served',
    'webhook',
    'reject-answered',
    'request',
    'event',
    'journal',
  ] as const;
  const absent: string[] = kinds.filter((kind) => evidence.all(kind).length === 0);
  for (const { line, isListenedTo } of evidence.all('line')) {
    const told = isListenedTo ? evidence.all('told').filter((one) => one.line === line) : [line];
    if (told.length === 0) absent.push(`what ${line} was told`);
  }
  if (absent.length === 0) return [];
  const what = `the histories hold nothing of: ${absent.join(', ')}`;
  return [{ invariant: 'I12', column: 'UNSTEADY', what, proof: [] }];
}
