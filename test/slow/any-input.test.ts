import { describeAnyInput } from '../graphql/support/describe-any-input.ts';

describeAnyInput('everywhere');
