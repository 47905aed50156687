/** What a principal may do, in the words of `@requiresScopes`, of tokens and of `createCallsApiKey`. */
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

/** These act on the whole tenant, so that a key for some lines cannot have them. */
const ofTenant: ReadonlySet<Scope> = new Set([
  'bridges:write',
  'callers:tag',
  'keys:write',
  'operator',
]);

export function actsOnTenant(scope: Scope): boolean {
  return ofTenant.has(scope);
}

/** What a key for some lines may do when nothing else was chosen, as every such key could before scopes existed. */
const ofLineKey: readonly Scope[] = [
  ...(['calls:read', 'calls:reject', 'lines:read', 'presence:write', 'pii:read'] as const),
];

/** The same for a tenant-wide key. It may not act on calls. */
const ofTenantKey: readonly Scope[] = [
  ...(['calls:read', 'lines:read', 'lines:write', 'policies:write', 'presence:write'] as const),
  ...(['bridges:write', 'callers:tag', 'pii:read', 'keys:write'] as const),
];

export function usualScopes(lines: 'ALL' | readonly string[]): readonly Scope[] {
  return lines === 'ALL' ? ofTenantKey : ofLineKey;
}
