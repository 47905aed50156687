/** The schema's `CallProviderProblemKind` describes each. */
export const problemKinds = [
  'WRONG_CREDENTIALS',
  'NOT_ALLOWED',
  'NOT_SUPPORTED',
  'NOT_CONNECTED',
  'BAD_REQUEST',
  'CALL_NOT_FOUND',
  'OUTSIDE_TEXT_WINDOW',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'NO_ANSWER',
] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** Why a request to a provider failed. The message is for people and contains no credentials. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly httpStatus?: number;
}
