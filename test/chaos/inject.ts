import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Postgres } from '../support/postgres.ts';
import type { PlannedFault } from './fault-plan.ts';
import type { Note } from './history.ts';
import type { Replica } from './replica.ts';

export interface InjectParts {
  readonly replicas: readonly Replica[];
  readonly server: Postgres;
  /** A way to the database past the proxies. */
  readonly sql: postgres.Sql;
  readonly note: Note;
  readonly signal: AbortSignal;
}

/** Lets the planned faults happen, each at its time, and ends with everything mended. */
export async function injectFaults(
  parts: InjectParts,
  plan: readonly PlannedFault[],
): Promise<void> {
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  for (const fault of plan) {
    await pause(fault.atMs - (performance.now() - startedAt), parts.signal);
    if (parts.signal.aborted) break;
    running.push(happen(parts, fault));
  }
  await Promise.all(running);
}

async function happen(parts: InjectParts, fault: PlannedFault): Promise<void> {
  const replica = parts.replicas[fault.replica];
  const from = Date.now();
  if (replica) await trouble(parts, replica, fault);
  else await troubleDatabase(parts, fault);
  const until = Date.now();
  parts.note({ is: 'fault', kind: fault.kind, replica: replica?.name, until }, from);
}

async function trouble(
  { sql, signal }: InjectParts,
  replica: Replica,
  fault: PlannedFault,
): Promise<void> {
  const { proxy } = replica;
  switch (fault.kind) {
    case 'kill':
      return tell(replica, 'SIGKILL', signal);
    case 'terminate':
      return tell(replica, 'SIGTERM', signal);
    case 'pause':
      await tell(replica, 'SIGSTOP', signal);
      await pause(fault.lastsMs, signal);
      replica.signal('SIGCONT');
      return;
    case 'life-terminated':
      return whileItLasts(() => endLives(sql, sql`client_port in ${sql(proxy.serverSidePorts())}`));
    case 'proxy-latency':
      proxy.delay(200 + (fault.lastsMs % 400));
      break;
    case 'proxy-reset':
      proxy.reset();
      break;
    case 'proxy-fin':
      proxy.finish();
      break;
    case 'proxy-black-hole':
      proxy.swallow();
      break;
    case 'proxy-refuse':
      proxy.refuse();
      proxy.finish();
      break;
    case 'proxy-answer-lost':
      proxy.loseAnswers();
      break;
    default:
      throw new Error(`${fault.kind} is not something that happens to a replica`);
  }
  await pause(fault.lastsMs, signal);
  proxy.calm();
}

/** It may just be starting again. */
async function tell(replica: Replica, name: NodeJS.Signals, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 20 && !replica.signal(name); tries++) await pause(100, signal);
}

async function troubleDatabase(parts: InjectParts, fault: PlannedFault): Promise<void> {
  const { server, sql } = parts;
  switch (fault.kind) {
    case 'database-restart':
      return server.restart('immediate');
    case 'backends-terminated':
      return whileItLasts(async () => {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name like 'calls-subgraph%' and random() < 0.5`;
      });
    case 'life-terminated':
      return whileItLasts(() => endLives(sql, sql`true`));
    case 'table-locked':
      return whileItLasts(() =>
        hold(server.url, `set local lock_timeout = '2s'; lock table calls`, fault.lastsMs),
      );
    case 'transaction-held':
      return whileItLasts(() => hold(server.url, 'select pg_current_xact_id()', fault.lastsMs));
    default:
      throw new Error(`${fault.kind} is not something that happens to the database`);
  }
}

async function endLives(sql: postgres.Sql, whose: postgres.PendingQuery<[]>): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'calls-subgraph liveness' and ${whose}`;
}

/** All in one message: the driver fails beyond catching when a connection that it holds dies (porsager/postgres#1208). */
async function hold(url: string, what: string, ms: number): Promise<void> {
  const holder = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await holder.unsafe(`begin; ${what}; select pg_sleep(${ms / 1000}); rollback`);
  } finally {
    await holder.end({ timeout: 1 });
  }
}

/** The database may be gone meanwhile: that is another fault of the same run. */
async function whileItLasts(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0 && !signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
