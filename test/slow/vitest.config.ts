import { mergeConfig } from 'vitest/config';
import everything from '../vitest.config.ts';

/** What takes too long to be run at every turn. */
const { test, ...rest } = everything;

export default mergeConfig(rest, {
  test: { ...test, include: ['test/slow/**/*.test.ts'], exclude: [], maxWorkers: 1, isolate: true },
});
