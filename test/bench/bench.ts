import { fanOut } from './fan-out.ts';
import type { Finding, Found } from './findings.ts';
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
  const failed: string[] = [];
  try {
    for await (const [name, take] of measuresOf(stage, options)) {
      try {
        const one = await take();
        found.push(one);
        say(`${name}: ${one.findings.map(inWords).join(', ') || 'no goals'}`);
      } catch (error) {
        // The other measures took minutes, and theirs is still true.
        failed.push(name);
        say(`${name} FAILED: ${error instanceof Error ? error.stack : error}`);
      }
    }
  } finally {
    await stage.close();
  }
  report({
    findings: found.flatMap(({ findings }) => findings),
    readings: found.flatMap(({ readings }) => readings),
    failed,
    postgres: stage.postgresVersion,
    options,
  });
  if (failed.length > 0) process.exitCode = 1;
}

type NamedMeasure = readonly [name: string, take: () => Promise<Found>];

async function* measuresOf(stage: Stage, options: Options): AsyncGenerator<NamedMeasure> {
  const wants = (name: string) => options.only?.includes(name) ?? true;
  // Before anything else has used the database, and again when everything has.
  const endFirstMinute = wants('first-minute') && (await watchFirstMinute(stage, options));
  if (wants('memory')) yield ['memory', () => memoryAndStart(stage)];
  for (const one of measures) {
    if (wants(one.name)) yield [one.name, () => measure(one, stage, options)];
  }
  for (const sockets of wants('fan-out') ? options.sockets : []) {
    yield [`fan-out-${sockets}`, () => fanOut(stage, sockets, options)];
  }
  const { grownTo } = options;
  if (grownTo) yield ['grown', () => growth(stage, grownTo, options)];
  if (endFirstMinute) yield ['first-minute', () => endFirstMinute(options.rounds)];
}

const inWords = ({ what, measured }: Finding) => `${what} ${measured.toFixed(2)}`;

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
