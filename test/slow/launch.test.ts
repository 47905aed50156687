import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { createDatabase } from '../support/database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = ['src', 'schema', 'drizzle', 'package.json', 'package-lock.json'];

/** What `npm start` does, in a folder that holds what an image would. */
describe('a start', () => {
  let folder: string;
  let databaseUrl: string;
  const children: Child[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'calls-launch-'));
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    databaseUrl = await createDatabase();
  });
  afterAll(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  function launch(environment: Record<string, string>): Child {
    const file = join(folder, 'src/launch/launch.mjs');
    const child = startChild(file, [], { PORT: '0', SEAL_KEYS: testSealKey, ...environment });
    children.push(child);
    return child;
  }
  const onPostgres = () => launch({ DATABASE_URL: databaseUrl });
  const serves = (child: Child) => child.saw(/serves http:\S+:(\d+)\/graphql/);
  const bundles = () =>
    readdirSync(join(folder, '.bundle')).filter((name) => name.endsWith('.mjs'));

  async function servesAndStops(child: Child): Promise<string> {
    await serves(child);
    await child.kill('SIGTERM');
    return child.output.text;
  }

  it('says that it runs from its sources where it cannot write a bundle, and serves', async () => {
    writeFileSync(join(folder, '.bundle'), 'a file, in which no file can be made');
    expect(await servesAndStops(onPostgres())).toContain('the bundle could not be built');
    rmSync(join(folder, '.bundle'));
  });

  it('makes one bundle, uses it again, and replaces it when a source has changed', async () => {
    expect(await servesAndStops(onPostgres())).not.toContain('bundle');
    const [first] = bundles();
    await servesAndStops(onPostgres());
    expect(bundles()).toEqual([first]);

    const greeting = join(folder, 'src/start/greeting.ts');
    const text = readFileSync(greeting, 'utf8');
    writeFileSync(greeting, text.replaceAll('The calls subgraph serves', 'It now serves'));
    const changed = onPostgres();
    await changed.saw(/It now serves/);
    await changed.kill('SIGTERM');
    expect(bundles()).toHaveLength(1);
    expect(bundles()).not.toEqual([first]);
  }, 120_000);

  it('names files of the sources in the stack of an error', async () => {
    const first = onPostgres();
    const [, port = ''] = await serves(first);
    const second = launch({ DATABASE_URL: databaseUrl, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.output.text).toMatch(/is in use on .*src\/http-server\.ts:\d+/s);
  });

  it.each([
    ['with PostgreSQL', () => onPostgres(), 175],
    [
      'with the embedded database that it has just made',
      () => launch({ DATA_DIR: join(folder, 'data') }),
      400,
    ],
  ])('takes no more memory than it should %s', async (_which, start, mostMb) => {
    const child = start();
    await serves(child);
    // The first garbage collections come some seconds after the start.
    await expect.poll(() => residentMb(child), { timeout: 30_000 }).toBeLessThan(mostMb);
  });
});

function residentMb({ process: { pid } }: Child): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
