import { mergeConfig } from 'vitest/config';
import everything from '../vitest.config.ts';

/** What needs a browser. */
const { test, ...rest } = everything;

export default mergeConfig(rest, {
  test: { ...test, include: ['test/page/**/*.test.ts'], exclude: [], maxWorkers: 2 },
});
