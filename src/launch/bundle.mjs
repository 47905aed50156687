import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The files besides the sources on which the content of a bundle depends. */
const manifests = ['package.json', 'package-lock.json'];

/**
 * The path of the bundle of the current sources. The name of the file contains their digest.
 *
 * @param {string} root the folder of package.json
 */
export function bundleOf(root) {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => /\.(tsx?|mjs|css)$/.test(name)).sort();
  const digest = createHash('sha256');
  for (const name of [...sources.map((source) => join('src', source)), ...manifests]) {
    digest.update(`${name}\0`);
    for (const chunk of chunksOf(join(root, name))) digest.update(chunk);
  }
  return join(root, '.bundle', `calls-${digest.digest('hex').slice(0, 16)}.mjs`);
}

// All files share one buffer, because the process would keep the memory of several hundred buffers.
const buffer = Buffer.alloc(64 * 1024);

/** @param {string} path */
function* chunksOf(path) {
  const file = openSync(path, 'r');
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      yield buffer.subarray(0, size);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Files in the bundle's folder that belong to other sources.
 *
 * @param {string} bundle
 */
export function staleBundles(bundle) {
  const directory = dirname(bundle);
  const current = basename(bundle, 'mjs');
  return readdirSync(directory)
    .filter((name) => !name.startsWith(current))
    .map((name) => join(directory, name));
}
