import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { createTemplate } from './database.ts';
import { memoryRoot } from './memory-root.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** What the files of a run make once and share; removed at its end. */
    sharedDirectory: string;
    /** Where the first who needs an embedded database makes one to copy. */
    embeddedTemplate: string;
  }
}

/** Inside the project, so that code in it finds the packages. */
const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** One PostgreSQL server for the whole run; a database of its own for every test file. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await createTemplate(server.url);
  mkdirSync(cache, { recursive: true });
  const sharedDirectory = mkdtempSync(join(cache, 'calls-test-run-'));
  // Processes of ours that are started one after the other need not be compiled each time. Not under Node's own name,
  // because a worker with an embedded database would use it too: see `startChild`.
  process.env.CALLS_TEST_COMPILE_CACHE = join(sharedDirectory, 'compiled');
  project.provide('postgresUrl', server.url);
  project.provide('sharedDirectory', sharedDirectory);
  const scratch = mkdtempSync(join(memoryRoot(undefined), 'calls-test-run-'));
  project.provide('embeddedTemplate', join(scratch, 'embedded'));
  return async () => {
    await server.stop();
    for (const directory of [sharedDirectory, scratch]) {
      rmSync(directory, { recursive: true, force: true });
    }
  };
}
