#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What `npx calls` runs. This is JavaScript of the oldest kind that can tell which Node it needs: `npx` runs it with the
 * one that is installed, which may not know TypeScript.
 */
const here = dirname(fileURLToPath(import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 12)) {
  const { main } = await import('./calls/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const pinned = join(here, '../../node_modules/.bin/node');
  if (existsSync(pinned) && realpathSync(pinned) !== realpathSync(process.execPath)) {
    // An interrupt reaches the child as well, which ends in order.
    process.on('SIGINT', () => {});
    const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
    process.exitCode = spawnSync(pinned, args, { stdio: 'inherit' }).status ?? 1;
  } else {
    process.stderr.write(
      `calls needs Node 24.12 or newer, and this is ${process.versions.node}. Run \`npm ci\`, which installs one.\n`,
    );
    process.exitCode = 1;
  }
}
