import {
  type AccountOf,
  baseUrl,
  headerName,
  optional,
  readAccountFields,
  text,
  token,
  webhookSecret,
  withDefault,
} from '../kit/account/account-fields.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';
import { readTemplate } from './template.ts';

/** A guess, because Pilot Status does not document the header. So an account may name another one. */
const defaultSignatureHeader = 'x-pilot-status-signature';

const fields = {
  apiKey: optional(
    text(
      /^ps_[\x21-\x7e]{1,509}$/,
      'must begin with ps_ and hold no spaces: copy the key of the number from the dashboard; a key id belongs in apiKeyId',
    ),
  ),
  /** Is sent in place of the key, in another header. */
  apiKeyId: optional(text(token, 'must be a text without spaces')),
  webhookSecret,
  // The name is only the example in a message.
  webhookSignatureHeader: optional(headerName('X-Pilot-Status-Signature')),
  textTemplate: optional(readTemplate),
  baseUrl: withDefault('https://pilotstatus.com.br', baseUrl),
};

/** Has exactly one of `apiKey` and `apiKeyId`. */
export type PilotStatusAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): PilotStatusAccount | AccountProblem[] {
  const account = readAccountFields(input, fields);
  const keys = [input.apiKey, input.apiKeyId].filter((key) => key !== undefined && key !== null);
  if (keys.length === 1) return account;
  const problem = keyProblem(keys.length);
  if (!Array.isArray(account)) return [problem];
  // One of the two fields is to be given or left out first, so their own problems can wait.
  return [problem, ...account.filter(({ field }) => field !== 'apiKey' && field !== 'apiKeyId')];
}

function keyProblem(given: number): AccountProblem {
  const remedy = given === 0 ? 'give one of them' : 'give only one of them';
  return { field: 'apiKey', message: `Exactly one of apiKey and apiKeyId is needed: ${remedy}.` };
}

export function signatureHeaderOf(account: PilotStatusAccount): string {
  return account.webhookSignatureHeader ?? defaultSignatureHeader;
}

export function credentialHeader(account: PilotStatusAccount): Record<string, string> {
  if (account.apiKey !== undefined) return { 'x-api-key': account.apiKey };
  // The key or its id is given (`readAccount`); the fallback is for the type.
  return { 'x-api-key-id': account.apiKeyId ?? '' };
}
