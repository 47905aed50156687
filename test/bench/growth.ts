import postgres from 'postgres';
import { startChild } from '../support/child.ts';
import type { Finding, Found, Goal } from './findings.ts';
import { fillGrown, type TimedQuery, timeGrownQueries } from './grown.ts';
import { registerLines } from './lines.ts';
import type { Options } from './options.ts';
import { finding } from './rounds.ts';
import { type Stage, settings } from './stage.ts';

const fewCalls = 10_000;
const timesInRound = 5;

/** Every query of the schema on a database with few calls and on one with many, in turns. */
export async function growth(stage: Stage, calls: number, { rounds }: Options): Promise<Found> {
  const small = await open(stage, fewCalls);
  try {
    const large = await open(stage, calls);
    try {
      const ratios = new Map<string, number[]>();
      for (let round = 0; round < rounds; round++) {
        const [few, many] = [await small.time(), await large.time()];
        for (const { name, medianMs } of many) {
          const before = few.find((one) => one.name === name)?.medianMs ?? Number.NaN;
          ratios.set(name, [...(ratios.get(name) ?? []), medianMs / before]);
        }
      }
      return {
        readings: [],
        findings: [...ratios].map(([name, all]) => findingOf(name, calls, all)),
      };
    } finally {
      await large.close();
    }
  } finally {
    await small.close();
  }
}

function findingOf(name: string, calls: number, ratios: readonly number[]): Finding {
  const what = `\`${name}\` at ${calls} calls ÷ at ${fewCalls}`;
  const goal: Goal = { what, better: 'less', goal: 1.5, stretch: 1.25 };
  return finding(goal, ratios);
}

interface Grown {
  time(): Promise<TimedQuery[]>;
  close(): Promise<void>;
}

/** A service of its own on a database of its own. */
async function open({ databaseUrl, simulator, guard }: Stage, calls: number): Promise<Grown> {
  const url = await createDatabase(databaseUrl, `grown_${calls}`);
  const environment = { NODE_ENV: 'production', ...settings(url) };
  const child = startChild('src/launch/launch.mjs', [], environment);
  const pid = child.process.pid ?? 0;
  guard.watch(pid);
  const close = async () => {
    await child.kill('SIGTERM');
    guard.release(pid);
  };
  try {
    const [, served = ''] = await child.saw(/serves (http:\S+)\/graphql/);
    const [, tenantKey = ''] = await child.saw(/^ +(cs_\S+)$/m);
    await registerLines(served, tenantKey, simulator);
    await fillGrown(url, calls);
    return { time: () => timeGrownQueries(served, tenantKey, timesInRound), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createDatabase(server: string, name: string): Promise<string> {
  const sql = postgres(server, { max: 1 });
  try {
    await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
