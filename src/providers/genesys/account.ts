import {
  type AccountField,
  type AccountOf,
  baseUrl,
  flag,
  invalid,
  readAccountFields,
  text,
  valid,
  withDefault,
} from '../kit/account/account-fields.ts';
import type { AccountInput, AccountProblem } from '../provider.ts';

/** Genesys does not document this path; public clients use it. */
const defaultNotificationsPath = '/api/v2/notifications';

/** Any text without control characters, such as line breaks. It may have spaces. */
const printable = /^\P{Cc}{1,512}$/u;

const fields = {
  baseUrl,
  username: agentName,
  password: text(printable, 'must be the password of the agent'),
  notificationsPath: withDefault(defaultNotificationsPath, path),
  /** Whether listening signs the agent in for voice. False if another system does. */
  startsSession: withDefault(true, flag),
} satisfies Record<string, AccountField<unknown>>;

/** The account of one agent. Each agent is one line. */
export type GenesysAccount = AccountOf<typeof fields>;

export function readAccount(input: AccountInput): GenesysAccount | AccountProblem[] {
  return readAccountFields(input, fields);
}

export function basicAuthorization({ username, password }: GenesysAccount): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** HTTP Basic separates the name from the password with a colon, so the name must not have one. */
function agentName(given: unknown) {
  const isName = typeof given === 'string' && printable.test(given) && !given.includes(':');
  return isName
    ? valid(given)
    : invalid('must be the name the agent signs in with, without a colon');
}

function path(given: unknown) {
  const isPath =
    typeof given === 'string' && /^(\/[\w.~-]+)+$/.test(given) && !given.includes('/..');
  return isPath ? valid(given) : invalid(`must be a path such as ${defaultNotificationsPath}`);
}
