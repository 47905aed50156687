import { describeAnyInput } from '../support/describe-any-input.ts';

// `test/slow/any-input.test.ts` writes the values out everywhere.
describeAnyInput('once-per-type');
