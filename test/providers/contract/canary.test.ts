import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const providers = globSync('src/providers/*/account.ts', { cwd: root }).map(
  (path) => path.split('/')[2],
);

it('finds the providers', () => {
  expect(providers).toContain('pilot-status');
});

/** The contract searches every outcome for the credentials, so joining it is what protects them. */
it.each(providers)('%s keeps its credentials to itself under the contract', (name) => {
  const test = readFileSync(new URL(`test/providers/${name}.test.ts`, root), 'utf8');
  expect(test).toMatch(/^describeProvider\(/m);
});
