import { readPhone } from '../../call/phone.ts';
import {
  type AccountField,
  type AccountOf,
  baseUrl,
  invalid,
  readAccountFields,
  text,
  token,
  valid,
  withDefault,
} from '../kit/account/account-fields.ts';
import { readEd25519Key } from '../kit/signature/ed25519.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';

const fields = {
  apiKey: text(token, 'must be an API key (v2) from the portal, without spaces'),
  /** The line's number in +E.164. Texts are sent from it, and events of other numbers do not belong to the line. */
  phoneNumber,
  /** The public key with which webhooks are verified. Telnyx signs all webhooks of an account with one key. */
  publicKey,
  baseUrl: withDefault('https://api.telnyx.com', baseUrl),
} satisfies Record<string, AccountField<unknown>>;

export type TelnyxAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): TelnyxAccount | AccountProblem[] {
  return readAccountFields(input, fields);
}

function phoneNumber(given: unknown) {
  const phone = typeof given === 'string' ? readPhone(given) : undefined;
  return phone
    ? valid(phone)
    : invalid('must be your number with its country, such as +12025550131');
}

function publicKey(given: unknown) {
  const isKey = typeof given === 'string' && readEd25519Key(given) !== undefined;
  return isKey
    ? valid(given)
    : invalid('must be the public key from the portal: 32 bytes in base64');
}
