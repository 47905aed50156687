import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Without this our modules get graphql's .mjs and Apollo's get its .js: two schemas that never match.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/slow/**', 'test/operate/**', 'test/page/**', 'test/supergraph/**'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // One more than the cores that we count on: a third of the time a worker waits for a clock.
    maxWorkers: 3,
    // The service is loaded once per worker, not once per file: no file may leave anything global behind.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A bound on what hangs, not on what is slow: ten processes may share the machine.
    testTimeout: 60_000,
    // An embedded database needs several seconds of CPU to be made, and many more on a busy machine.
    hookTimeout: 120_000,
  },
});
