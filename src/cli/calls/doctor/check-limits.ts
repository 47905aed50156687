import { getHeapStatistics } from 'node:v8';
import { type Finding, fine, warning } from './finding.ts';

/** Enough for some thousand clients. */
const minOpenFiles = 4096;

/** Limits of this machine or container, for a process started as this one was. */
export function checkLimits(): Finding[] {
  return [checkFiles(openFilesLimit()), checkMemory()];
}

function openFilesLimit(): number | 'unlimited' | undefined {
  const report = process.report.getReport() as unknown as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | 'unlimited' } };
  };
  return report.userLimits?.open_files?.soft;
}

export function checkFiles(limit: number | 'unlimited' | undefined): Finding {
  if (typeof limit !== 'number') return fine('open files', 'They have no limit that is known.');
  const says = `A process may have ${limit} open: one for each client and each connection to a provider.`;
  if (limit >= minOpenFiles) return fine('open files', says);
  return warning('open files', says, 'Raise it with `ulimit -n` or LimitNOFILE, to 4096 or more.');
}

const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);

function checkMemory(): Finding {
  const heap = getHeapStatistics().heap_size_limit;
  const memory = process.constrainedMemory();
  // Without a limit, `constrainedMemory` returns 0 or a number that no machine has.
  const isLimited = memory > 0 && memory < Number.MAX_SAFE_INTEGER;
  const inAll = isLimited ? `; the process may use ${mb(memory)} MB in all` : '';
  const says = `The heap may grow to ${mb(heap)} MB${inAll}.`;
  // A tenth is for what is not on the heap, such as buffers.
  if (!isLimited || heap < memory * 0.9) return fine('memory', says);
  const todo = 'Set NODE_OPTIONS=--max-old-space-size to three quarters of the memory.';
  return warning('memory', says, todo);
}
