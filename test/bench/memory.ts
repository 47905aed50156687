import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../support/child.ts';
import { residentMb } from './cpu.ts';
import type { Finding, Found, Goal } from './findings.ts';
import { finding } from './rounds.ts';
import { type Stage, settings } from './stage.ts';

/** After so long nothing of the start is under way any more. */
const restMs = 3000;

interface Start {
  readonly startMs: number;
  readonly residentMb: number | null;
}

/** A process as `npm start` makes it, without a client. */
export async function memoryAndStart({ guard, databaseUrl }: Stage): Promise<Found> {
  const directory = mkdtempSync(join(tmpdir(), 'calls-bench-'));
  const embedded = {
    PORT: '0',
    DATA_DIR: directory,
    DEMO: 'off',
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
  };
  const start = (environment: Record<string, string>) => startOnce(guard, environment);
  try {
    const onPostgres = await start(settings(databaseUrl));
    const first = await start(embedded);
    const warm = await start(embedded);
    return {
      readings: [],
      findings: [
        ...memory('PostgreSQL', onPostgres, 150, 100),
        ...memory('embedded, first start', first, 400, 300),
        ...memory('embedded', warm, 400, 300),
        finding(inMs('start to serving, PostgreSQL, ms', 2000), [onPostgres.startMs]),
        finding(inMs('start to serving, embedded, ms', 2000), [warm.startMs]),
      ],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function memory(where: string, one: Start, goal: number, stretch: number): Finding[] {
  if (one.residentMb === null) return [];
  const what = `resident memory at rest, ${where}, MB`;
  return [finding({ what, better: 'less', goal, stretch }, [one.residentMb])];
}

const inMs = (what: string, goal: number): Goal => ({ what, better: 'less', goal });

async function startOnce(
  guard: Stage['guard'],
  environment: Record<string, string>,
): Promise<Start> {
  const startedAt = performance.now();
  const child = startChild('src/launch/launch.mjs', [], { NODE_ENV: 'production', ...environment });
  const pid = child.process.pid ?? 0;
  guard.watch(pid);
  try {
    await child.saw(/serves http/);
    const startMs = performance.now() - startedAt;
    await sleep(restMs);
    return { startMs, residentMb: residentMb(pid) };
  } finally {
    await child.kill('SIGTERM');
    guard.release(pid);
  }
}
