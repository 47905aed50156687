import type { Verdict } from './checker.ts';
import { columns, type Violation } from './violation.ts';

const shown = 20;

/** One table, then `OK` or what is wrong with the lines that show it. */
export function printReport({ measures: m, violations }: Verdict): void {
  const { recoveryMs: r } = m;
  const count = (column: Violation['column']) =>
    violations.filter((violation) => violation.column === column).length;
  const rows: [string, string | number][] = [
    ['calls', m.calls],
    ['decisions to reject', `${m.decisions}, ${m.policyDecisions} of them by policies`],
    ['deliveries of webhooks', m.webhooks],
    ['answers told to listeners', m.tellings],
    ['events delivered', `${m.events} in ${m.sessions} sessions`],
    ['kills', m.kills],
    ['pauses', m.pauses],
    ['terminations', m.terminations],
    ['failed starts', m.failedStarts],
    ['database restarts', m.databaseRestarts],
    ['other database faults', m.otherDatabaseFaults],
    ['proxy faults', m.proxyFaults],
    ['sessions lost at a provider', m.lostSessions],
    ['clocks apart', `${m.clocksApartMs / 1000} s`],
    [
      'provider faults',
      `${m.providerFaultsPercent.toFixed(1)} % of ${m.providerRequests} requests`,
    ],
    ...columns.map((column): [string, number] => [column, count(column)]),
    ['recovery p50 / p99 / max', `${ms(r.p50)} / ${ms(r.p99)} / ${ms(r.max)} ms`],
    ['steady after', m.steadyAfterMs === null ? 'never' : `${m.steadyAfterMs} ms`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'));
  console.log(violations.length === 0 ? 'OK' : violations.slice(0, shown).map(describe).join('\n'));
  if (violations.length > shown) console.log(`... and ${violations.length - shown} more`);
}

const ms = (value: number) => Math.round(value);

function describe({ invariant, column, what, proof }: Violation): string {
  const lines = proof
    .filter((record) => record !== undefined)
    .map((record) => JSON.stringify(record));
  return [`\n${invariant} ${column}: ${what}`, ...lines.map((line) => `  ${line}`)].join('\n');
}
