#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The entry point of `npx calls`. `npx` runs it with the installed Node, which may be too old for TypeScript. So this file is
 * JavaScript, and starts the pinned Node of the package if the installed one is too old.
 */
const here = dirname(fileURLToPath(import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 12)) {
  const { main } = await import('./calls/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const pinned = join(here, '../../node_modules/.bin/node');
  // A pinned Node that is this one is too old as well, and would start itself again without end.
  if (existsSync(pinned) && realpathSync(pinned) !== realpathSync(process.execPath)) {
    // An interrupt reaches the child process as well, which stops cleanly; this process waits for it.
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
