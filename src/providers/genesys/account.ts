import { readBaseUrl } from '../kit/base-url.ts';
import type { AccountInput, AccountProblem, LineAccount } from '../provider.ts';

/** One agent, who is one line. */
export interface GenesysAccount extends LineAccount {
  readonly username: string;
  readonly password: string;
  readonly notificationsPath: string;
  readonly startsSession: boolean;
}

/** Not in their documentation; public clients use it. */
const defaultNotificationsPath = '/api/v2/notifications';

export function readAccount(input: AccountInput): GenesysAccount | AccountProblem[] {
  const baseUrl = readBaseUrl(input.baseUrl);
  const username = input.username;
  const password = input.password;
  const notificationsPath = input.notificationsPath ?? defaultNotificationsPath;
  const startsSession = input.startsSession ?? true;
  const problems = [
    ...(baseUrl.is === 'wrong' ? [problem('baseUrl', baseUrl.message)] : []),
    ...(isUsername(username)
      ? []
      : [problem('username', 'must be the name the agent signs in with, without a colon')]),
    ...(isSecret(password) ? [] : [problem('password', 'must be the password of the agent')]),
    ...(isPath(notificationsPath)
      ? []
      : [problem('notificationsPath', `must be a path such as ${defaultNotificationsPath}`)]),
    ...(typeof startsSession === 'boolean'
      ? []
      : [problem('startsSession', 'must be true or false')]),
  ];
  if (baseUrl.is === 'wrong' || problems.length > 0) return problems;
  return {
    baseUrl: baseUrl.url,
    username: username as string,
    password: password as string,
    notificationsPath: notificationsPath as string,
    startsSession: startsSession as boolean,
  };
}

export function basicAuthorization({ username, password }: GenesysAccount): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function problem(field: string, message: string): AccountProblem {
  return { field, message: `${field} ${message}.` };
}

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && /^\P{Cc}{1,512}$/u.test(value);
}

/** A colon would end the name where HTTP Basic reads it. */
function isUsername(value: unknown): value is string {
  return isSecret(value) && !value.includes(':');
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^(\/[\w.~-]+)+$/.test(value) && !value.includes('/..');
}
