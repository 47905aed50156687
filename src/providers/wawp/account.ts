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
import { wahaSignatureHeader } from '../waha-family/waha-signature.ts';

/** Wawp documents blocking only in version 1 of its API, which is at another host than version 2. */
const defaultContactsBaseUrl = 'https://wawp.net';
const defaultContactsPath = '/wp-json/awp/v1/contacts';

const fields = {
  instanceId: text(token, 'must be the id of the instance from the dashboard, without spaces'),
  accessToken: text(token, 'must be the access token from the dashboard, without spaces'),
  /** If given, events of another session are not accepted. */
  session: optional(text(token, 'must be a name as events give it in `session`, without spaces')),
  webhookSecret,
  /** By default the header of WAHA. The name given to `headerName` is only the example in its message. */
  webhookSignatureHeader: withDefault(wahaSignatureHeader, headerName('X-Webhook-Hmac')),
  webhookUrlSecret: optional(
    text(token, 'must be the value that `?secret=` has in the URL of the webhook, without spaces'),
  ),
  contactsPath: withDefault(
    defaultContactsPath,
    text(/^(\/[\w.~-]+){1,10}$/, `must be a path such as ${defaultContactsPath}`),
  ),
  baseUrl: withDefault('https://api.wawp.net', baseUrl),
  /** Missing in accounts that an earlier release stored. Blocking uses `baseUrl` then. */
  contactsBaseUrl: optional(baseUrl),
};

export type WawpAccount = AccountOf<typeof fields>;

/** If the client gives a `baseUrl` but no `contactsBaseUrl`, blocking uses the given `baseUrl` too. */
export function readAccount(input: AccountInput): WawpAccount | AccountProblem[] {
  const account = readAccountFields(input, fields);
  if (Array.isArray(account) || account.contactsBaseUrl !== undefined) return account;
  const isBaseUrlGiven = input.baseUrl !== undefined && input.baseUrl !== null;
  return { ...account, contactsBaseUrl: isBaseUrlGiven ? account.baseUrl : defaultContactsBaseUrl };
}
