/**
 * The schema's `CallProviderProblemKind` describes each; these are easily confused:
 * - NOT_ALLOWED: the credentials are right and may not do this. NOT_SUPPORTED: nobody may, on such a line or call.
 * - NOT_CONNECTED: the line has lost its session at the provider. UNAVAILABLE: the provider fails or is not reached. NO_ANSWER: the
 *   request was sent and no answer came, so it may have been carried out.
 * - OUTSIDE_TEXT_WINDOW: the provider sends this caller only an approved template, because the caller has not written lately.
 */
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
