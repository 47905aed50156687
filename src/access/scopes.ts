/** What a principal may do, see docs/access.md. `@requiresScopes`, tokens and `createCallsApiKey` use the same words. */
export const scopes = [
  'calls:read',
  'calls:reject',
  'lines:read',
  'lines:write',
  'policies:write',
  'presence:write',
  // To report the state of recording bridges, the systems of a tenant that record calls.
  'bridges:write',
  // To tag and block callers, who belong to the tenant, not to one line.
  'callers:tag',
  'pii:read',
  'keys:write',
  // To create, suspend and erase tenants.
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
