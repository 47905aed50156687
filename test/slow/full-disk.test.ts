import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'vitest';
import { expectAlive, expectAllThere, ringUntilFull } from '../faults/fullness.ts';
import { startTestApp } from '../support/app.ts';
import { createDatabase, createTemplate } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const sizeMb = 450;

/** A disk of its own, which is small. Null: this machine does not let us. */
function mountSmallDisk(): string | null {
  const disk = mkdtempSync(join(tmpdir(), 'calls-disk-'));
  const options = `size=${sizeMb}m,mode=0755`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
  if (mounted.status === 0) return disk;
  rmSync(disk, { recursive: true });
  return null;
}

function unmount(disk: string): void {
  spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true });
}

const disk = mountSmallDisk();
const afterwards: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end();
});

describe('a full disk under a real server', () => {
  it.runIf(disk)(
    'loses nothing that was acknowledged, whatever becomes of the server',
    async () => {
      const mount = disk ?? '';
      afterwards.push(() => unmount(mount));
      chmodSync(mount, 0o777);
      const { TMPDIR } = process.env;
      process.env.TMPDIR = mount;
      const server = await startPostgres({ durable: true });
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      afterwards.push(() => server.stop());
      await createTemplate(server.url);
      const t = await startTestApp({ databaseUrl: await createDatabase(server.url) });
      afterwards.push(() => t.stop());

      const ballast = join(mount, 'ballast');
      const { bavail, bsize } = statfsSync(mount);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 2 * 1024 * 1024)));
      const taken = await ringUntilFull(t);
      await expectAlive(t);
      rmSync(ballast);
      await server.restart('immediate');
      await expectAllThere(t, taken);
    },
    60_000,
  );
});
