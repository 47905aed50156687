import { compare, type Row } from './compare.ts';
import { measures } from './measures.ts';
import { readOptions } from './options.ts';
import { printReport } from './report.ts';
import { openStage } from './stage.ts';

/** A machine that is busy with other things may take this much longer. */
const patience = 20;
const startMs = 60_000;

async function main(): Promise<void> {
  const names = measures.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  const { rounds, ms } = options;
  const longestMs = startMs + measures.length * rounds * ms * patience;
  setTimeout(() => fail('It did not end in time.'), longestMs).unref();
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
