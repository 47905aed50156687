import {
  type AccountOf,
  baseUrl,
  flag,
  headerName,
  readAccountFields,
  text,
  webhookSecret,
  withDefault,
} from '../kit/account/account-fields.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const fields = {
  /** The token of one user of one tenant at WUTS, a UUID v4. */
  token: text(uuidV4, 'must be the API token of the user, a UUID v4'),
  webhookSecret,
  /**
   * WUTS does not document the header, so an account may name another one. The default is in lower case, like the names that
   * `headerName` returns; the argument of `headerName` is only the example in its error message.
   */
  webhookSignatureHeader: withDefault('x-webhook-signature', headerName('X-Webhook-Signature')),
  /** Whether WUTS itself texts rejected callers. Its API does not show that, so the client that registers the line says it. */
  autoReplyOn: flag,
  baseUrl: withDefault('https://api.wuts.com.br', baseUrl),
};

export type WutsAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): WutsAccount | AccountProblem[] {
  return readAccountFields(input, fields);
}
