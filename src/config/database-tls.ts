import { isLoopback } from './dangers.ts';

/**
 * What is unsafe about the connection to the database; null if no danger is seen. `otherHost` is PGHOST: the driver connects there if the
 * URL has no host, or else to this machine.
 */
export function databaseTlsWarning(
  name: string,
  text: string,
  otherHost: string | undefined,
): string | null {
  const url = new URL(text);
  // The driver ignores `host` among the parameters.
  if (isHere(url.hostname || otherHost || 'localhost')) return null;
  const mode = tlsModeOf(url);
  if (!unverified.has(mode)) return null;
  const how = mode === 'disable' ? 'is not encrypted' : `verifies no certificate (sslmode=${mode})`;
  return `The connection of ${name} ${how}: an attacker between this process and the database can read and change everything. Use sslmode=verify-full.`;
}

/** PGHOST may be the directory of a socket, or several hosts with their ports. */
function isHere(hosts: string): boolean {
  const isSocket = hosts.includes('/');
  return isSocket || hosts.split(',').every((host) => isLoopback(host.replace(/:\d+$/, '')));
}

/** The modes in which the driver verifies no certificate. */
const unverified: ReadonlySet<string> = new Set(['disable', 'allow', 'prefer', 'require']);

/** As the driver reads it: of a repeated parameter the last one counts, and `ssl` if there is no `sslmode` or an empty one. */
function tlsModeOf({ searchParams }: URL): string {
  const { ssl, sslmode, sslrootcert } = Object.fromEntries(searchParams);
  if (sslrootcert === 'system') return 'verify-full';
  const mode = sslmode || ssl || 'disable';
  return mode === 'false' ? 'disable' : mode;
}
