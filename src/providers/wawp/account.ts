import { readBaseUrl } from '../kit/base-url.ts';
import { readTextFields, type TextField } from '../kit/text-fields.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';
import { wahaSignatureHeader } from '../waha-family/waha-signature.ts';

export interface WawpAccount extends LineAccount {
  readonly instanceId: string;
  readonly accessToken: string;
  readonly contactsPath: string;
  /** Left out in accounts that were kept before blocking had a host of its own: it is `baseUrl` then. */
  readonly contactsBaseUrl?: string;
  readonly session?: string;
  readonly webhookSecret?: string;
  readonly webhookSignatureHeader: string;
  readonly webhookUrlSecret?: string;
}

const defaultBaseUrl = 'https://api.wawp.net';
/** Of blocking only version 1 is documented, at another host than version 2 of everything else. */
const defaultContactsBaseUrl = 'https://wawp.net';
const defaultContactsPath = '/wp-json/awp/v1/contacts';

const credential = /^[\x21-\x7e]{1,512}$/;

const fields = {
  instanceId: {
    needed: true,
    looksLike: credential,
    remedy: 'must be the id of the instance from the dashboard, without spaces',
  },
  accessToken: {
    needed: true,
    looksLike: credential,
    remedy: 'must be the access token from the dashboard, without spaces',
  },
  session: {
    looksLike: credential,
    remedy: 'must be a name as events give it in `session`, without spaces',
  },
  webhookSecret: {
    looksLike: /^.{1,512}$/s,
    remedy: 'must be a text that is not empty: leave it out when webhooks are not signed',
  },
  webhookSignatureHeader: {
    looksLike: /^[A-Za-z0-9-]{1,100}$/,
    remedy: 'must be the name of a header, such as X-Webhook-Hmac',
  },
  webhookUrlSecret: {
    looksLike: credential,
    remedy: 'must be the value that `?secret=` has in the URL of the webhook, without spaces',
  },
  contactsPath: {
    looksLike: /^(\/[\w.~-]+){1,10}$/,
    remedy: `must be a path such as ${defaultContactsPath}`,
  },
} satisfies Record<string, TextField>;

export function readAccount(input: AccountInput): WawpAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl ?? defaultBaseUrl);
  const contacts = readBaseUrl(input.contactsBaseUrl ?? input.baseUrl ?? defaultContactsBaseUrl);
  const { texts, problems } = readTextFields(input, fields);
  const { instanceId, accessToken, ...rest } = texts;
  if (baseUrl.is === 'wrong') {
    problems.push({ field: 'baseUrl', message: `baseUrl ${baseUrl.message}.` });
  }
  if (contacts.is === 'wrong' && input.contactsBaseUrl != null) {
    problems.push({ field: 'contactsBaseUrl', message: `contactsBaseUrl ${contacts.message}.` });
  }
  if (problems.length > 0 || !instanceId || !accessToken) return problems;
  if (baseUrl.is === 'wrong' || contacts.is === 'wrong') return problems;
  return {
    ...rest,
    baseUrl: baseUrl.url,
    contactsBaseUrl: contacts.url,
    instanceId,
    accessToken,
    contactsPath: rest.contactsPath ?? defaultContactsPath,
    webhookSignatureHeader: (rest.webhookSignatureHeader ?? wahaSignatureHeader).toLowerCase(),
  };
}
