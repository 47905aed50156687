import { describeModel } from '../model/describe-model.ts';

describeModel('postgres', { runs: 300, mostMs: 20_000 });
describeModel('embedded', { runs: 60, mostMs: 10_000 });
