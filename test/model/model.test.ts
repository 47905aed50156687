import { describeModel } from './describe-model.ts';

// `test/slow/model.test.ts` runs many more.
describeModel({ postgres: { runs: 40, mostMs: 2500 }, embedded: { runs: 8, mostMs: 1500 } });
