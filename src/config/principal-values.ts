import { Problem, quote } from './setting.ts';

/** Only algorithms with a private key. With a shared secret, every service that checks tokens could make them. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];

export function checkAlgorithm(item: string): Problem | undefined {
  if (algorithms.includes(item)) return undefined;
  return new Problem(`has ${quote(item)}; give only some of ${algorithms.join(', ')}.`);
}

/** Requires https, except on this machine: otherwise an attacker between this service and the issuer could send keys of their own. */
export function readJwksUrl(text: string): string | Problem {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url.href;
  return new Problem(
    'is not an https URL; give the `jwks_uri` of the issuer, such as https://id.example.com/jwks.json.',
  );
}

/** The scopes of `src/access/scopes.ts`, which the configuration may not import. Without `operator`, which no claim may give. */
const scopeNames = [
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
] as const;

export type ScopeName = (typeof scopeNames)[number];

/** Reads roles such as `agent=calls:read+calls:reject,crm=callers:tag`. */
export function readScopesOfRoles(
  text: string,
): ReadonlyMap<string, readonly ScopeName[]> | Problem {
  const roles = new Map<string, readonly ScopeName[]>();
  for (const item of text.split(',').map((part) => part.trim())) {
    const [, role, list = ''] = /^([^=\s]+)=(\S+)$/.exec(item) ?? [];
    const names = list.split('+');
    const scopes = scopeNames.filter((name) => names.includes(name));
    const hasUnknownName = scopes.length < new Set(names).size;
    if (!role || hasUnknownName) {
      return new Problem(
        `has ${quote(item)}; give each role as role=scope+scope. The scopes are ${scopeNames.join(', ')}.`,
      );
    }
    if (roles.has(role)) {
      return new Problem(
        `has a role twice; give ${quote(role)} once, with all its scopes, as role=scope+scope.`,
      );
    }
    roles.set(role, scopes);
  }
  return roles;
}
