import { readFileSync } from 'node:fs';
import type { Sql } from 'postgres';

/** Time on the processor, which tells more than requests per second where neighbours take a share of the machine. */
export interface CpuMeter {
  now(pid: number): CpuTimes | null;
  since(pid: number, before: CpuTimes | null): CpuTimes | null;
}

/** Microseconds that a process and all of PostgreSQL have used. */
export interface CpuTimes {
  readonly nodeUs: number;
  readonly postgresUs: number;
}

/** Linux counts in hundredths of a second on every machine that Node supports. */
const usPerTick = 10_000;

/** Null where there is no `/proc`. */
export async function openCpuMeter(sql: Sql): Promise<CpuMeter> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const postmaster = fieldsOf(row?.pid ?? 0)?.parent;
  const now = (pid: number): CpuTimes | null => {
    const node = fieldsOf(pid);
    if (node === null || postmaster === undefined) return null;
    const server = [postmaster, ...childrenOf(postmaster)].map(fieldsOf);
    const postgresUs = server.reduce((sum, one) => sum + (one?.us ?? 0) + (one?.ofEndedUs ?? 0), 0);
    return { nodeUs: node.us, postgresUs };
  };
  return {
    now,
    since(pid, before) {
      const after = now(pid);
      if (before === null || after === null) return null;
      return {
        nodeUs: after.nodeUs - before.nodeUs,
        postgresUs: after.postgresUs - before.postgresUs,
      };
    },
  };
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').map(Number);
  } catch {
    return [];
  }
}

function fieldsOf(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (from: number) => Number(fields[from]) + Number(fields[from + 1]);
    return {
      parent: Number(fields[1]),
      us: ticks(11) * usPerTick,
      ofEndedUs: ticks(13) * usPerTick,
    };
  } catch {
    return null;
  }
}

/** Resident memory in megabytes. Null where there is no `/proc`. */
export function residentMb(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}
