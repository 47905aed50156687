import { describeAnyInput } from '../support/describe-any-input.ts';

// `test/slow/any-input.test.ts` tries the values everywhere.
describeAnyInput('somewhere');
