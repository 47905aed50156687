import { describeGrownTables } from './describe-grown-tables.ts';

// `test/slow/embedded.test.ts` does the same on the embedded database.
describeGrownTables('postgres');
