import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openEmbedded } from '../../src/db/connection/embedded.ts';
import { memoryRoot } from './memory-root.ts';
import { until } from './until.ts';

const patienceMs = 100_000;

/**
 * A directory with an embedded database that has been started once, and in which nothing is yet. To make one takes
 * seconds of CPU, to copy it a tenth of one: a run makes one and copies it.
 */
export async function createEmbeddedDirectory(): Promise<string> {
  const template = inject('embeddedTemplate');
  if (!existsSync(template)) await makeTemplate(template);
  const directory = createDataDirectory();
  cpSync(template, directory, { recursive: true });
  return directory;
}

/** A directory in which an embedded database can be made. */
export function createDataDirectory(): string {
  return mkdtempSync(join(memoryRoot(undefined), 'calls-embedded-'));
}

/** Files of several workers may want it at once. */
async function makeTemplate(template: string): Promise<void> {
  const making = `${template}.making`;
  try {
    mkdirSync(making);
  } catch {
    await until(() => existsSync(template), patienceMs);
    return;
  }
  const { driverWith } = await openEmbedded(making);
  await driverWith(null).close();
  renameSync(making, template);
}
