import { compare, type Row } from './compare.ts';
import { measures } from './measures.ts';
import { readOptions } from './options.ts';
import { printReport } from './report.ts';
import { openStage } from './stage.ts';

/** Beyond what the options ask for, whatever hangs. */
const graceMs = 300_000;

async function main(): Promise<void> {
  const names = measures.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  setTimeout(() => fail('It did not end in time.'), graceMs).unref();
  const stage = await openStage();
  const rows: Row[] = [];
  try {
    for (const measure of measures) {
      if (options.only !== undefined && options.only !== measure.name) continue;
      rows.push(await compare(measure, stage, options));
    }
  } finally {
    await stage.close();
  }
  printReport(rows);
}

function fail(why: string): void {
  console.error(why);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => fail(signal));
await main();
