import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOf } from './bundle.mjs';

const buildWithinMs = 60_000;

/**
 * What `npm start` runs: the service from one bundled file, which loads in a third of the time and of the memory of a
 * thousand small ones. This is JavaScript because what strips types from the rest takes memory as well.
 */
async function launch() {
  const bundle = freshBundle();
  if (bundle.is === 'not-built') {
    // The service runs from its sources as well: a folder that cannot be written must not keep it from starting.
    const { runFromSources } = await import('./run-from-sources.ts');
    await runFromSources(bundle.error);
    return;
  }
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(bundle.path).href);
}

/** @returns {{ is: 'built', path: string } | { is: 'not-built', error: unknown }} */
function freshBundle() {
  try {
    const path = bundleOf(join(import.meta.dirname, '../..'));
    // In a process of its own, so that its memory is not ours.
    if (!existsSync(path)) execFileSync(process.execPath, [buildFile], settings);
    return { is: 'built', path };
  } catch (error) {
    return { is: 'not-built', error };
  }
}

const buildFile = join(import.meta.dirname, 'build.mjs');
const settings = /** @type {const} */ ({ stdio: 'pipe', timeout: buildWithinMs });

await launch();
