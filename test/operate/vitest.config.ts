import { mergeConfig } from 'vitest/config';
import everything from '../vitest.config.ts';

/** What an operator does to a running service: upgrades, restores, poolers, rotation. */
const { test, ...rest } = everything;

export default mergeConfig(rest, {
  test: { ...test, include: ['test/operate/**/*.test.ts'], exclude: [], maxWorkers: 1 },
});
