import { expect, it } from 'vitest';
import { startChild } from '../support/child.ts';

/** A database that is not there: a command that asks it fails. */
const nowhere = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  SEAL_KEYS: 'a secret of more than thirty-two characters',
};

it.each(['migrate', 'reseal', 'new-epoch'])(
  'npm run %s -- --help says what it would do, and does nothing',
  async (name) => {
    const child = startChild(`src/cli/${name}.ts`, ['--help'], nowhere);
    expect(await child.ended).toBe(0);
    expect(child.output.text).toMatch(new RegExp(`^npm run ${name}[^\\n]*\\n$`));
  },
);

it.each(['new-epoch'])('npm run %s takes no arguments', async (name) => {
  const child = startChild(`src/cli/${name}.ts`, ['--dry-run'], nowhere);
  expect(await child.ended).toBe(1);
  expect(child.output.text).toContain("Unknown option '--dry-run'");
});
