import type { Scope } from './scopes.ts';

/** The default scopes of a key for some lines. Before scopes existed, every such key could do this. */
const ofLineKey: readonly Scope[] = [
  'calls:read',
  'calls:reject',
  'lines:read',
  'presence:write',
  'pii:read',
];

/** The default scopes of a tenant-wide key, which may not act on calls. */
const ofTenantKey: readonly Scope[] = [
  'calls:read',
  'lines:read',
  'lines:write',
  'policies:write',
  'presence:write',
  'bridges:write',
  'callers:tag',
  'pii:read',
  'keys:write',
];

export function defaultScopes(lines: 'ALL' | readonly string[]): readonly Scope[] {
  return lines === 'ALL' ? ofTenantKey : ofLineKey;
}
