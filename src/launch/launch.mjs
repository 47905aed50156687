import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOf } from './bundle.mjs';

const buildWithinMs = 60_000;

/**
 * The entry point of `npm start`. It runs the service from one bundled file, which needs a third of the time and memory that a
 * thousand small files need. This file is JavaScript, because Node's type stripping needs memory too.
 */
async function launch() {
  const bundle = freshBundle();
  if (bundle.is === 'not-built') {
    // Without a bundle the service runs from its sources, so that it also starts in a folder that cannot be written.
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
    // The build runs in a process of its own, so that its memory is freed when it ends.
    if (!existsSync(path)) execFileSync(process.execPath, [buildFile], execOptions);
    return { is: 'built', path };
  } catch (error) {
    return { is: 'not-built', error };
  }
}

const buildFile = join(import.meta.dirname, 'build.mjs');
const execOptions = /** @type {const} */ ({ stdio: 'pipe', timeout: buildWithinMs });

await launch();
