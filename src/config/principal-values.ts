import { Problem, quote } from './setting.ts';

/** Only signatures that are made with a private key: with a shared secret, whoever checks tokens could make them. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
];

export function checkAlgorithm(item: string): Problem | undefined {
  if (algorithms.includes(item)) return undefined;
  return new Problem(`has ${quote(item)}; give only some of ${algorithms.join(', ')}.`);
}

/** Without https, whoever is between here and the issuer could give us keys of their own. */
export function readJwksUrl(text: string): string | Problem {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url.href;
  return new Problem(
    'is not an https URL; give the `jwks_uri` of the issuer, such as https://id.example.com/jwks.json.',
  );
}

/** The same words as `src/access/scopes.ts`, without `operator`, which no claim may give. */
const scopeNames = [
  ...(['calls:read', 'calls:reject', 'lines:read', 'lines:write', 'policies:write'] as const),
  ...(['presence:write', 'bridges:write', 'callers:tag', 'pii:read', 'keys:write'] as const),
] as const;

export type ScopeName = (typeof scopeNames)[number];

/** Such as `agent=calls:read+calls:reject,crm=callers:tag`. */
export function readScopesOfRoles(
  text: string,
): ReadonlyMap<string, readonly ScopeName[]> | Problem {
  const roles = new Map<string, readonly ScopeName[]>();
  for (const item of text.split(',').map((part) => part.trim())) {
    const [, role, list = ''] = /^([^=\s]+)=(\S+)$/.exec(item) ?? [];
    const names = list.split('+');
    const known = scopeNames.filter((name) => names.includes(name));
    if (!role || known.length < new Set(names).size) {
      return new Problem(
        `has ${quote(item)}; give each role as role=scope+scope. The scopes are ${scopeNames.join(', ')}.`,
      );
    }
    roles.set(role, known);
  }
  return roles;
}
