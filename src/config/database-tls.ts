import { isLoopback } from './dangers.ts';

/** What is unsafe about the connection to the database; null if its URL shows no danger. */
export function databaseTlsWarning(name: string, text: string): string | null {
  const url = new URL(text);
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^\[|\]$/g, '');
  // A Unix socket, or this machine.
  if (host === '' || host.startsWith('/') || isLoopback(host)) return null;
  const { searchParams: settings } = url;
  // The driver takes `ssl` if there is no `sslmode`. Without both it does not encrypt.
  const mode = settings.get('sslmode') ?? settings.get('ssl') ?? 'disable';
  // With `sslrootcert=system` the driver verifies as with `sslmode=verify-full`.
  if (settings.get('sslrootcert') === 'system' || !unverified.has(mode)) return null;
  const how = mode === 'disable' ? 'is not encrypted' : `verifies no certificate (sslmode=${mode})`;
  return `The connection of ${name} ${how}: an attacker between this process and the database can read and change everything. Use sslmode=verify-full.`;
}

/** The modes in which the driver verifies no certificate. */
const unverified: ReadonlySet<string> = new Set(['disable', 'allow', 'prefer', 'require']);
