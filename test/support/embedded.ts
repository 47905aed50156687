import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openEmbedded } from '../../src/db/connection/embedded.ts';
import { until } from './until.ts';

const patienceMs = 100_000;

/**
 * A directory with an embedded database that has been started once, and in which nothing is yet. To make one takes
 * seconds of CPU, to copy it a tenth of one: a run makes one and copies it.
 */
export async function createEmbeddedDirectory(): Promise<string> {
  const template = join(inject('sharedDirectory'), 'embedded');
  if (!existsSync(template)) await makeTemplate(template);
  const directory = mkdtempSync(join(tmpdir(), 'calls-embedded-'));
  cpSync(template, directory, { recursive: true });
  return directory;
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
  const { driver } = await openEmbedded(making);
  await driver.close();
  renameSync(making, template);
}
