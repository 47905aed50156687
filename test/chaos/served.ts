import type { Evidence } from './evidence.ts';
import type { FaultKind, RecordOf } from './records.ts';

/** While these last a process can do nothing, or nothing that it could write down. */
const hindrances: readonly FaultKind[] = [
  'pause',
  'proxy-black-hole',
  'proxy-refuse',
  'database-restart',
  'table-locked',
];

/** For how long some process served that was neither paused nor without its database. */
export function servedMs(evidence: Evidence, from: number, to: number): number {
  const hindered = evidence.all('fault').filter(({ kind }) => hindrances.includes(kind));
  const served = evidence.all('served').flatMap(({ at, until, replica }) => {
    const ofReplica = hindered.filter((fault) => (fault.replica ?? replica) === replica);
    return ofReplica.reduce<Stretch[]>(without, [{ from: at, to: until }]);
  });
  const stretches = served
    .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
    .filter(({ from: begin, to: end }) => end > begin)
    .sort((a, b) => a.from - b.from);
  let total = 0;
  let end = from;
  for (const one of stretches) {
    total += Math.max(0, one.to - Math.max(end, one.from));
    end = Math.max(end, one.to);
  }
  return total;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function without(stretches: readonly Stretch[], fault: RecordOf<'fault'>): Stretch[] {
  return stretches
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, fault.at) },
      // A fault that was over before leaves the whole stretch, once.
      { from: Math.max(from, fault.until, fault.at), to },
    ])
    .filter(({ from, to }) => to > from);
}
