import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Finding, type Found, type Reading, verdictOf } from './findings.ts';
import type { Options } from './options.ts';

export interface Result extends Found {
  /** The names of measures that have no result, because taking them failed. */
  readonly failed: readonly string[];
  readonly postgres: string;
  readonly options: Options;
}

/** The goals first, then what they were computed from, and all of it as JSON. */
export function report(result: Result): void {
  const { findings, readings, failed, options } = result;
  console.log(table(goalHead, findings.map(goalRow)));
  console.log(
    '\nMedian of the rounds, and the least and most of them. Every ratio is of one round, in which the sides take turns.\n',
  );
  console.log(table(readingHead, readings.map(readingRow)));
  console.log('\nCPU: microseconds of one operation, in the process and in all of PostgreSQL.');
  const verdicts = findings.map(verdictOf);
  const missed = verdicts.filter((verdict) => verdict === 'does not hold').length;
  console.log(`${verdicts.length - missed} of ${verdicts.length} goals hold.`);
  if (failed.length > 0) console.log(`Not measured, because it failed: ${failed.join(', ')}.`);
  writeFileSync(options.json, `${JSON.stringify({ ...machine(), ...result }, null, 2)}\n`);
  console.log(`All of it is in ${options.json}.`);
}

const goalHead = ['goal', 'goal', 'stretch', 'measured (least–most)', ''];

function goalRow(one: Finding): string[] {
  const sign = one.better === 'more' ? '≥' : '≤';
  const range = one.least === one.most ? '' : ` (${number(one.least)}–${number(one.most)})`;
  const stretch = one.stretch === undefined ? '' : `${sign} ${one.stretch}`;
  return [
    one.what,
    `${sign} ${one.goal}`,
    stretch,
    `${number(one.measured)}${range}`,
    verdictOf(one),
  ];
}

const readingHead = ['measure', 'side', 'median', 'p50 ms', 'CPU process', 'CPU PostgreSQL'];

function readingRow({ measure, side, unit, median, p50Ms, cpu }: Reading): string[] {
  return [
    measure,
    side,
    `${number(median)} ${unit}`,
    p50Ms === undefined ? '' : number(p50Ms),
    cpu ? number(cpu.nodeUs) : '',
    cpu ? number(cpu.postgresUs) : '',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, n) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[n] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function machine() {
  const all = cpus();
  return {
    at: new Date().toISOString(),
    node: process.versions.node,
    processors: `${all.length} × ${all[0]?.model ?? 'unknown'}`,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
  };
}

function number(value: number): string {
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}
