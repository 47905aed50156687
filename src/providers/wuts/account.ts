import { given, signatureHeaderProblems, webhookSecretProblems } from '../kit/account-fields.ts';
import { readBaseUrl } from '../kit/base-url.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';

export interface WutsAccount extends LineAccount {
  /** A UUID v4 of one user of one tenant. */
  readonly token: string;
  readonly webhookSecret?: string;
  /** In lower case. */
  readonly webhookSignatureHeader: string;
  /** WUTS itself texts callers whom it rejects. It cannot be asked, so the owner of the line tells. */
  readonly autoReplyOn: boolean;
}

const defaultBaseUrl = 'https://api.wuts.com.br';
/** Not documented, so it may be set. */
const defaultSignatureHeader = 'x-webhook-signature';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export function readAccount(input: AccountInput): WutsAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl ?? defaultBaseUrl);
  const header = input.webhookSignatureHeader ?? defaultSignatureHeader;
  const autoReplyOn = input.autoReplyOn ?? false;
  const problems = [
    ...problem('token', !isToken(input.token) && 'must be the API token of the user, a UUID v4'),
    ...webhookSecretProblems(input.webhookSecret),
    ...signatureHeaderProblems(header),
    ...problem('autoReplyOn', typeof autoReplyOn !== 'boolean' && 'must be true or false'),
    ...problem('baseUrl', baseUrl.is === 'wrong' && baseUrl.message),
  ];
  if (problems.length > 0 || baseUrl.is === 'wrong') return problems;
  return {
    baseUrl: baseUrl.url,
    token: String(input.token),
    ...given('webhookSecret', input.webhookSecret),
    webhookSignatureHeader: String(header).toLowerCase(),
    autoReplyOn: autoReplyOn === true,
  };
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && uuidV4.test(value);
}

function problem(field: string, wrong: string | false): AccountProblem[] {
  return wrong === false ? [] : [{ field, message: `${field} ${wrong}.` }];
}
