import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProducts } from '../graphql/support/start-products.ts';
import { addresses } from './compatibility/fetch.ts';
import { startShipped } from './compatibility/shipped-subgraphs.ts';
import type { Subgraph } from './contacts.ts';
import { type Gateway, startRouterOf } from './gateways.ts';

const suite = fileURLToPath(
  new URL('node_modules/@apollo/federation-subgraph-compatibility-tests/', import.meta.url),
);
const files = globSync('src/tests/*.test.ts', { cwd: suite }).sort();
let cases = 0;

/** The files of the suite are written for Jest, whose functions are global. */
function counted(title: string, run: () => unknown): void {
  cases += 1;
  it(title, run as () => void);
}

describe('Apollo’s federation subgraph compatibility suite', async () => {
  const started: Subgraph[] = [];
  let router: Gateway | undefined;

  beforeAll(async () => {
    const products = await startProducts(`${suite}products.graphql`);
    started.push(products);
    const users = await startShipped(suite, 'users');
    started.push(users);
    const inventory = await startShipped(suite, 'inventory');
    started.push(inventory);
    router = await startRouterOf({ products, users, inventory });
    addresses.set('http://localhost:4000/', `${router.url}/graphql`);
    addresses.set('http://localhost:4001/', products.url);
  });
  afterAll(async () => {
    await router?.stop();
    await Promise.all(started.map((one) => one.stop()));
  });

  Object.assign(globalThis, { describe, expect, it: counted, test: counted });
  for (const file of files) await import(suite + file);

  it('has 23 cases in 12 files', () => {
    expect([cases, files.length]).toEqual([23, 12]);
  });
});
