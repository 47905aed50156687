import { readBaseUrl } from '../kit/base-url.ts';
import { readTextFields, type TextField } from '../kit/text-fields.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';

export interface WahaAccount extends LineAccount {
  readonly apiKey: string;
  readonly session: string;
  readonly webhookSecret?: string;
  readonly autoReplyOn: boolean;
}

const defaultSession = 'default';

const fields = {
  apiKey: {
    needed: true,
    looksLike: /^[\x21-\x7e]{1,512}$/,
    remedy: 'must be the key that WAHA takes in X-Api-Key, without spaces',
  },
  session: {
    looksLike: /^[\w-]{1,128}$/,
    remedy: `must be the name of a session, made of letters, digits, - and _; left out, it is ${defaultSession}`,
  },
  webhookSecret: {
    looksLike: /^.{1,512}$/s,
    remedy: 'must be the `hmac.key` of the webhook: leave it out when webhooks are not signed',
  },
} satisfies Record<string, TextField>;

export function readAccount(input: AccountInput): WahaAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl);
  const { texts, problems } = readTextFields(input, fields);
  const { apiKey, session = defaultSession, webhookSecret } = texts;
  const autoReplyOn = input.autoReplyOn ?? false;
  if (typeof autoReplyOn !== 'boolean') {
    problems.push({ field: 'autoReplyOn', message: 'autoReplyOn must be true or false.' });
  }
  if (baseUrl.is === 'wrong') {
    problems.push({ field: 'baseUrl', message: `baseUrl ${baseUrl.message}.` });
  }
  if (problems.length > 0 || baseUrl.is === 'wrong' || !apiKey) return problems;
  return {
    baseUrl: baseUrl.url,
    apiKey,
    session,
    autoReplyOn: autoReplyOn === true,
    ...(webhookSecret !== undefined && { webhookSecret }),
  };
}
