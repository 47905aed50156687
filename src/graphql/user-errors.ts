import type { FieldProblem } from '../calls/lines.ts';
import type { LineInvalid, LineNotFound } from './types.generated.ts';

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
