/** What a principal may do. `@requiresScopes`, tokens and `createCallsApiKey` use the same words. */
export const scopes = [
  'calls:read',
  'calls:reject',
  'lines:read',
  'lines:write',
  'policies:write',
  'presence:write',
  'bridges:write',
  'callers:tag',
  'pii:read',
  'keys:write',
  'operator',
] as const;

export type Scope = (typeof scopes)[number];

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}

/** These scopes act on the whole tenant, so a key for some lines cannot have them. */
const ofTenant: ReadonlySet<Scope> = new Set([
  'bridges:write',
  'callers:tag',
  'keys:write',
  'operator',
]);

export function actsOnTenant(scope: Scope): boolean {
  return ofTenant.has(scope);
}

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

export function usualScopes(lines: 'ALL' | readonly string[]): readonly Scope[] {
  return lines === 'ALL' ? ofTenantKey : ofLineKey;
}
