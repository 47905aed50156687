import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const migrations = join(root, 'drizzle');
const differ = 'src/db/tables and drizzle/ differ: run `npm run db:generate`';

const problem = missingMigration() ?? drift();
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
} else {
  console.log('drizzle/ holds what src/db/tables says');
}

function missingMigration(): string | undefined {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'),
  );
  const missing = journal.entries
    .map((entry) => `${entry.tag}.sql`)
    .filter((name) => !existsSync(join(migrations, name)));
  return missing.length === 0
    ? undefined
    : `drizzle/meta/_journal.json names migrations that are not there: ${missing.join(', ')}`;
}

function drift(): string | undefined {
  const copy = mkdtempSync(join(tmpdir(), 'calls-migrations-'));
  try {
    cpSync(migrations, copy, { recursive: true });
    const said = generate(copy);
    const fresh = readdirSync(copy).filter((name) => !existsSync(join(migrations, name)));
    if (fresh.length > 0) {
      const changes = fresh.map((name) => readFileSync(join(copy, name), 'utf8')).join('\n');
      return `${differ}\n\n${changes}`;
    }
    // It asks about a column that may have been renamed, and its status is 0 when nobody answers.
    return said.includes('No schema changes') ? undefined : `${differ}\n\n${said}`;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function generate(out: string): string {
  const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
  const flags = ['--dialect', 'postgresql', '--schema', 'src/db/tables'];
  // drizzle-kit takes every path as relative.
  const run = spawnSync(
    process.execPath,
    [kit, 'generate', ...flags, '--out', relative(root, out)],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    },
  );
  return `${run.error ?? ''}${run.stdout}${run.stderr}`;
}
