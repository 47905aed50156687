import type { FieldProblem } from '../../../use-cases/lines.ts';
import type {
  CallIdempotencyConflict,
  CallsSecretLost,
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

export function idempotencyConflict(): CallIdempotencyConflict & {
  __typename: 'CallIdempotencyConflict';
} {
  return {
    __typename: 'CallIdempotencyConflict',
    message: 'This idempotency key was used with other arguments. Use a new key.',
    code: 'IDEMPOTENCY_CONFLICT',
  };
}

/** `id` is that of what the earlier request made or changed. `whatToDo` says how to get a secret instead. */
export function secretLost(
  id: string,
  whatToDo: string,
): CallsSecretLost & { __typename: 'CallsSecretLost' } {
  return {
    __typename: 'CallsSecretLost',
    message: `An earlier request with this idempotency key was carried out, but its secret cannot be shown again, because SEAL_KEYS has changed since. ${whatToDo}`,
    code: 'SECRET_LOST',
    id,
  };
}
