import { RequestError } from '../errors.ts';
import { isSameSecret } from '../same-secret.ts';
import type { Viewer } from '../viewer.ts';
import { type ClaimRules, viewerOfClaims } from './principal.ts';

/** Headers in which a router that shares a secret with us identifies its user. */
export const routerHeaders = {
  secret: 'x-calls-router-secret',
  tenant: 'x-calls-tenant',
  user: 'x-calls-user',
  name: 'x-calls-user-name',
  lines: 'x-calls-lines',
  scopes: 'x-calls-scopes',
  expires: 'x-calls-expires',
} as const;

type Part = keyof typeof routerHeaders;

const prefix = 'router ';

/**
 * Joins the headers into one text, which `authenticate` takes, caches and checks again like an API key. Returns null if the
 * headers do not include the router's secret.
 */
export function routerCredential(read: (header: string) => unknown): string | null {
  if (read(routerHeaders.secret) === undefined) return null;
  const parts = Object.entries(routerHeaders).map(([part, header]) => [part, read(header)]);
  return prefix + JSON.stringify(Object.fromEntries(parts));
}

export function isRouterCredential(credential: string): boolean {
  return credential.startsWith(prefix);
}

/** Two secrets are valid at a time while one replaces the other. */
export function viewerOfRouter(
  credential: string,
  secrets: readonly string[],
  rules: ClaimRules,
): Viewer {
  const parts: Partial<Record<Part, unknown>> = JSON.parse(credential.slice(prefix.length));
  const { secret, user } = parts;
  if (typeof secret !== 'string' || !secrets.some((known) => isSameSecret(secret, known))) {
    throw new RequestError('UNAUTHENTICATED', 'The router’s secret is not valid here.');
  }
  if (typeof user !== 'string' || user === '') {
    const message = `The router sent its secret without a user. Send \`${routerHeaders.user}\`.`;
    throw new RequestError('UNAUTHENTICATED', message);
  }
  const { tenant, name, lines, scopes } = parts;
  const expiresAt = readExpiry(parts.expires);
  return viewerOfClaims(
    {
      issuer: 'router',
      subject: user,
      tenant,
      name,
      lines,
      scopes,
      ...(expiresAt && { expiresAt }),
    },
    rules,
  );
}

/** Reads seconds since 1970, like `exp` of a token. */
function readExpiry(text: unknown): Date | undefined {
  if (text === undefined) return undefined;
  const seconds = typeof text === 'string' || typeof text === 'number' ? Number(text) : Number.NaN;
  if (Number.isFinite(seconds) && seconds > 0) return new Date(seconds * 1000);
  const message = `\`${routerHeaders.expires}\` is not a time in seconds since 1970, as \`exp\` of a token is.`;
  throw new RequestError('UNAUTHENTICATED', message);
}
