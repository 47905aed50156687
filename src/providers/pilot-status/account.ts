import {
  given,
  isHeaderSafe,
  signatureHeaderProblems,
  webhookSecretProblems,
} from '../kit/account-fields.ts';
import { readBaseUrl } from '../kit/base-url.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';
import { type PilotStatusTemplate, readTemplate } from './template.ts';

/** Exactly one of `apiKey` and `apiKeyId`. */
export interface PilotStatusAccount extends LineAccount {
  readonly apiKey?: string;
  readonly apiKeyId?: string;
  readonly webhookSecret?: string;
  /** In lower case. */
  readonly webhookSignatureHeader?: string;
  readonly textTemplate?: PilotStatusTemplate;
}

const defaultBaseUrl = 'https://pilotstatus.com.br';
/** Not documented, so it may be set. */
const defaultSignatureHeader = 'x-pilot-status-signature';

export function readAccount(input: AccountInput): PilotStatusAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl ?? defaultBaseUrl);
  const textTemplate = readTemplate(input.textTemplate);
  const problems = [
    ...keyProblems(input),
    ...webhookSecretProblems(input.webhookSecret),
    ...signatureHeaderProblems(input.webhookSignatureHeader),
    ...(Array.isArray(textTemplate) ? textTemplate : []),
    ...(baseUrl.is === 'wrong'
      ? [{ field: 'baseUrl', message: `baseUrl ${baseUrl.message}.` }]
      : []),
  ];
  if (problems.length > 0 || baseUrl.is === 'wrong' || Array.isArray(textTemplate)) return problems;
  const header = input.webhookSignatureHeader;
  return {
    baseUrl: baseUrl.url,
    ...given('apiKey', input.apiKey),
    ...given('apiKeyId', input.apiKeyId),
    ...given('webhookSecret', input.webhookSecret),
    ...(typeof header === 'string' && { webhookSignatureHeader: header.toLowerCase() }),
    ...(textTemplate && { textTemplate }),
  };
}

export function signatureHeaderOf(account: PilotStatusAccount): string {
  return account.webhookSignatureHeader ?? defaultSignatureHeader;
}

export function credentialHeader(account: PilotStatusAccount): Record<string, string> {
  if (account.apiKey !== undefined) return { 'x-api-key': account.apiKey };
  return { 'x-api-key-id': account.apiKeyId ?? '' };
}

function keyProblems({ apiKey, apiKeyId }: AccountInput): AccountProblem[] {
  const hasKey = apiKey !== undefined && apiKey !== null;
  const hasKeyId = apiKeyId !== undefined && apiKeyId !== null;
  if (hasKey === hasKeyId) {
    const remedy = hasKey ? 'give only one of them' : 'give one of them';
    return [
      { field: 'apiKey', message: `Exactly one of apiKey and apiKeyId is needed: ${remedy}.` },
    ];
  }
  if (hasKey && !(isHeaderSafe(apiKey) && /^ps_./.test(apiKey))) {
    return [
      {
        field: 'apiKey',
        message:
          'apiKey must begin with ps_ and hold no spaces: copy the key of the number from the dashboard; a key id belongs in apiKeyId.',
      },
    ];
  }
  if (hasKeyId && !isHeaderSafe(apiKeyId)) {
    return [{ field: 'apiKeyId', message: 'apiKeyId must be a text without spaces.' }];
  }
  return [];
}
