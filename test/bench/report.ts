import type { Row } from './compare.ts';

/** One table, and what its numbers cannot say. */
export function printReport(rows: readonly Row[]): void {
  const head = ['measure', 'floor', 'ours/floor (least–most)', 'ours', 'floor', 'unit'];
  const cells = rows.map(({ measure, ratio, ours, floor }) => [
    `${measure.name}: ${measure.what}`,
    measure.floor,
    `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
    number(ours),
    number(floor),
    measure.unit,
  ]);
  const widths = head.map((_, n) =>
    Math.max(...[head, ...cells].map((row) => (row[n] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  console.log(
    [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n'),
  );
  console.log('req/s: more is better, 1 is the floor. ms: less is better. Trust the ratios.');
}

const number = (value: number) => (value < 100 ? value.toFixed(1) : Math.round(value).toString());
