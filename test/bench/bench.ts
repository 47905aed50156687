import { fanOut } from './fan-out.ts';
import type { Found } from './findings.ts';
import { watchFirstMinute } from './first-minute.ts';
import { growth } from './growth.ts';
import { measures } from './measures.ts';
import { memoryAndStart } from './memory.ts';
import { type Options, readOptions } from './options.ts';
import { report } from './report.ts';
import { measure } from './rounds.ts';
import { openStage, type Stage } from './stage.ts';

/** Even on a machine that is busy with other things. */
const longestMs = 45 * 60_000;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), [
    ...measures.map(({ name }) => name),
    ...['first-minute', 'fan-out', 'memory'],
  ]);
  setTimeout(() => fail('It did not end in time.'), longestMs).unref();
  const stage = await openStage();
  say('everything is started');
  const found: Found[] = [];
  try {
    for await (const one of takeAll(stage, options)) {
      found.push(one);
      say(`${found.length}: ${one.findings.map(({ what }) => what).join(', ')}`);
    }
  } finally {
    await stage.close();
  }
  report({
    findings: found.flatMap(({ findings }) => findings),
    readings: found.flatMap(({ readings }) => readings),
    ...{ postgres: stage.postgresVersion, options },
  });
}

async function* takeAll(stage: Stage, options: Options): AsyncGenerator<Found> {
  const wants = (name: string) => options.only?.includes(name) ?? true;
  // Before anything else has used the database, and again when everything has.
  const endFirstMinute = wants('first-minute') && (await watchFirstMinute(stage, options));
  if (wants('memory')) yield await memoryAndStart(stage);
  for (const one of measures) {
    if (wants(one.name)) yield await measure(one, stage, options);
  }
  for (const sockets of wants('fan-out') ? options.sockets : []) {
    yield await fanOut(stage, sockets, options);
  }
  if (options.grownTo) yield await growth(stage, options.grownTo, options);
  if (endFirstMinute) yield await endFirstMinute(options.rounds);
}

/** On standard error, beside the tables. */
function say(what: string): void {
  console.error(`${Math.round(performance.now() / 1000)} s  ${what}`);
}

function fail(why: string): void {
  console.error(why);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => fail(signal));
await main();
