import { mergeConfig } from 'vitest/config';
import everything from '../vitest.config.ts';

/** Behind real gateways, one at a time. */
const { test, ...rest } = everything;

export default mergeConfig(rest, {
  test: { ...test, include: ['test/supergraph/*.test.ts'], exclude: [], maxWorkers: 1 },
});
