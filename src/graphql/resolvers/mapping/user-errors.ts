import type { FieldProblem } from '../../../use-cases/lines.ts';
import type {
  PhoneLineInvalid,
  PhoneLineNotFound,
  PhoneLinePoliciesInvalid,
} from '../../types.generated.ts';

export function lineNotFound(): PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } {
  return {
    __typename: 'PhoneLineNotFound',
    message: 'There is no such line that you may see.',
    code: 'LINE_NOT_FOUND',
  };
}

export function lineInvalid(
  problems: readonly FieldProblem[],
): PhoneLineInvalid & { __typename: 'PhoneLineInvalid' } {
  return {
    __typename: 'PhoneLineInvalid',
    message: 'Nothing was saved: see `problems`.',
    code: 'LINE_INVALID',
    problems: [...problems],
  };
}

export function linePoliciesInvalid(
  problems: readonly FieldProblem[],
): PhoneLinePoliciesInvalid & { __typename: 'PhoneLinePoliciesInvalid' } {
  return {
    __typename: 'PhoneLinePoliciesInvalid',
    message: 'Nothing was saved: see `problems`.',
    code: 'LINE_POLICIES_INVALID',
    problems: [...problems],
  };
}
