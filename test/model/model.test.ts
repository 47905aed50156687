import { describeModel } from './describe-model.ts';

// `test/slow/model.test.ts` runs many more, and on the embedded database too.
describeModel('postgres', { runs: 16, mostMs: 1200 });
