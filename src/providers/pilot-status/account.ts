import { given, isHeaderSafe, webhookSecretProblems } from '../account-fields.ts';
import { readBaseUrl } from '../base-url.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';

/** Exactly one of `apiKey` and `apiKeyId`. */
export interface PilotStatusAccount extends LineAccount {
  readonly apiKey?: string;
  readonly apiKeyId?: string;
  readonly webhookSecret?: string;
}

const defaultBaseUrl = 'https://pilotstatus.com.br';

export function readAccount(input: AccountInput): PilotStatusAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl ?? defaultBaseUrl);
  const problems = [
    ...keyProblems(input),
    ...webhookSecretProblems(input.webhookSecret),
    ...(baseUrl.is === 'wrong'
      ? [{ field: 'baseUrl', message: `baseUrl ${baseUrl.message}.` }]
      : []),
  ];
  if (problems.length > 0 || baseUrl.is === 'wrong') return problems;
  return {
    baseUrl: baseUrl.url,
    ...given('apiKey', input.apiKey),
    ...given('apiKeyId', input.apiKeyId),
    ...given('webhookSecret', input.webhookSecret),
  };
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
