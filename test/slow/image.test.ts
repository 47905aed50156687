import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { createDatabase } from '../support/database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The steps of the Dockerfile in an empty folder, with links to the packages in place of `npm ci --omit=dev`. */
describe('an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calls-image-'));
  let child: Child;
  let url = '';

  beforeAll(async () => {
    const steps = readFileSync(join(root, 'Dockerfile'), 'utf8');
    for (const [, files = ''] of steps.matchAll(/^COPY ([^-].*) \S+$/gm)) {
      for (const file of files.split(' ')) {
        cpSync(join(root, file), join(folder, file), { recursive: true });
      }
    }
    linkPackagesOfProduction(folder);
    execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' });
    const [, removed = ''] = /rm -rf (.*)$/m.exec(steps) ?? [];
    execFileSync('sh', ['-c', `rm -rf ${removed}`], { cwd: folder });
    child = startChild(join(folder, 'src/launch/launch.mjs'), [], {
      ...{ NODE_ENV: 'production', PORT: '0', SEAL_KEYS: testSealKey },
      ...{ DATABASE_URL: await createDatabase(), GRAPHIQL: 'on', LOG_FORMAT: 'text' },
    });
    [, url = ''] = await child.saw(/serves (http:\S+)\/graphql/);
  });
  afterAll(async () => {
    await child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves the page, which was built with it', async () => {
    const named = ['', 'assets/page.js', 'assets/page.css', 'assets/page.svg'];
    const answers = await Promise.all(named.map((name) => fetch(`${url}/${name}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[1]?.text()).toContain('callEvents');
  });

  it('says why GraphiQL is not served, and what to do', async () => {
    const answer = await fetch(`${url}/graphiql`);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([
      501,
      expect.stringMatching(
        /^GraphiQL needs packages that are not installed here \(esbuild, graphiql, .*\): install with `npm ci --include=dev`/,
      ),
    ]);
    expect(child.output.text).toContain(text.trim());
    expect((await fetch(`${url}/graphql`)).status).toBe(401);
  });
});

function linkPackagesOfProduction(folder: string): void {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  type Entry = { readonly dev?: boolean; readonly optional?: boolean };
  for (const [path, { dev, optional }] of Object.entries<Entry>(lock.packages)) {
    if (dev || optional || path.lastIndexOf('node_modules/') !== 0) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path));
  }
}
