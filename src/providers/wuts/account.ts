import {
  type AccountOf,
  baseUrl,
  flag,
  headerName,
  readAccountFields,
  text,
  usually,
  webhookSecret,
} from '../kit/account/account-fields.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const fields = {
  /** A UUID v4 of one user of one tenant. */
  token: text(uuidV4, 'must be the API token of the user, a UUID v4'),
  webhookSecret,
  /** Not documented, so it may be set. */
  webhookSignatureHeader: usually('x-webhook-signature', headerName('X-Webhook-Signature')),
  /** WUTS itself texts callers whom it rejects. It cannot be asked, so the owner of the line tells. */
  autoReplyOn: flag,
  baseUrl: usually('https://api.wuts.com.br', baseUrl),
};

export type WutsAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): WutsAccount | AccountProblem[] {
  return readAccountFields(input, fields);
}
