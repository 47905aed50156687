import type { FieldProblem } from '../../../use-cases/lines.ts';
import type { LineInvalid, LineNotFound, LinePoliciesInvalid } from '../../types.generated.ts';

export function lineNotFound(): LineNotFound & { __typename: 'LineNotFound' } {
  return {
    __typename: 'LineNotFound',
    message: 'There is no such line that you may see.',
    code: 'LINE_NOT_FOUND',
  };
}

export function lineInvalid(
  problems: readonly FieldProblem[],
): LineInvalid & { __typename: 'LineInvalid' } {
  return {
    __typename: 'LineInvalid',
    message: 'Nothing was saved: see `problems`.',
    code: 'LINE_INVALID',
    problems: [...problems],
  };
}

export function linePoliciesInvalid(
  problems: readonly FieldProblem[],
): LinePoliciesInvalid & { __typename: 'LinePoliciesInvalid' } {
  return {
    __typename: 'LinePoliciesInvalid',
    message: 'Nothing was saved: see `problems`.',
    code: 'LINE_POLICIES_INVALID',
    problems: [...problems],
  };
}
