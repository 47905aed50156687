import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import everything from '../vitest.config.ts';

/** Behind real gateways, one at a time. */
const { test, ...rest } = everything;

const fetchAt = fileURLToPath(new URL('compatibility/fetch.ts', import.meta.url));

export default mergeConfig(rest, {
  resolve: { alias: [{ find: 'make-fetch-happen', replacement: fetchAt }] },
  test: {
    ...test,
    include: ['test/supergraph/*.test.ts'],
    exclude: [],
    maxWorkers: 1,
    // The compatibility suite is TypeScript.
    server: { deps: { inline: [/federation-subgraph-compatibility-tests/] } },
  },
});
