import { describeModel } from './describe-model.ts';

// `test/slow/model.test.ts` runs many more.
describeModel({ postgres: { runs: 16, mostMs: 1200 }, embedded: { runs: 4, mostMs: 800 } });
