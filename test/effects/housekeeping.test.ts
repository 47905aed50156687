import { describeHousekeeping } from './describe-housekeeping.ts';

// `test/slow/embedded.test.ts` does the same on the embedded database.
describeHousekeeping('postgres');
