import {
  type AccountOf,
  baseUrl,
  flag,
  readAccountFields,
  text,
  token,
  webhookSecret,
  withDefault,
} from '../kit/account/account-fields.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';

const fields = {
  apiKey: text(token, 'must be the key that WAHA takes in X-Api-Key, without spaces'),
  session: withDefault(
    'default',
    text(
      /^[\w-]{1,128}$/,
      'must be the name of a session, made of letters, digits, - and _; left out, it is default',
    ),
  ),
  /** The `hmac.key` of the webhook in WAHA. */
  webhookSecret,
  /** Whether WAHA itself texts rejected callers, as the client that registers the line says. */
  autoReplyOn: flag,
  baseUrl,
};

export type WahaAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): WahaAccount | AccountProblem[] {
  return readAccountFields(input, fields);
}
