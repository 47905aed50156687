import { logFormats, logLevels } from '../log.ts';
import {
  checkAllowedHost,
  checkCallbackHost,
  checkHeaderName,
  checkOrigin,
  readHost,
  readPublicUrl,
} from './addresses.ts';
import { checkDanger, checkSecret, choices } from './checks.ts';
import { dangers } from './dangers.ts';
import { readDatabaseUrl } from './database-url.ts';
import { limitSettings } from './limits.ts';
import { checkAlgorithm, readJwksUrl, readScopesOfRoles } from './principal-values.ts';
import { readSchemaName } from './schema-name.ts';
import { anyText, list, listOfAtMost, oneOf, type Setting, wholeNumber } from './setting.ts';

const usualCorsHeaders = [
  ...['authorization', 'content-type', 'x-api-key'],
  ...['apollo-require-preflight', 'x-apollo-operation-name'],
  ...['apollographql-client-name', 'apollographql-client-version'],
  ...['traceparent', 'tracestate', 'baggage', 'x-request-id'],
];

/** Every environment variable that is read, in the order of the documentation. */
export const settings = {
  PORT: {
    default: '4000',
    meaning: 'Port to listen on; `0` takes a free one.',
    read: wholeNumber(0, 65_535),
  },
  HOST: {
    default: '127.0.0.1',
    meaning: 'Address to listen on; `0.0.0.0` is every interface.',
    read: readHost,
  },
  PUBLIC_URL: {
    otherwise: '`http://localhost` and the port',
    meaning: 'Where providers reach this service; webhook URLs begin with it. It may have a path.',
    read: readPublicUrl,
  },
  DATABASE_URL: {
    otherwise: 'none: embedded database',
    meaning: 'PostgreSQL 14 or newer, as `postgres://user:password@host:5432/database`.',
    read: readDatabaseUrl,
  },
  DATABASE_DIRECT_URL: {
    otherwise: '`DATABASE_URL`',
    meaning:
      'The same database without a pooler, for migrations, LISTEN and session locks. Needed when `DATABASE_URL` is a pooler.',
    read: readDatabaseUrl,
  },
  DATABASE_SCHEMA: {
    otherwise: 'the first of the role’s search path, usually `public`',
    meaning: 'Schema of the tables. Created if the role may; must exist otherwise.',
    read: readSchemaName,
  },
  TENANT_WALL: {
    default: 'if-possible',
    meaning:
      'A second wall between tenants: row-level security for statements on behalf of one tenant. `if-possible` raises it and warns where it cannot, `required` is not ready without it.',
    // With `as const` the value has the type `WallSetting`, not `string`.
    read: oneOf(['off', 'if-possible', 'required'] as const),
  },
  POOL_SIZE: {
    default: '8',
    meaning:
      'Connections of this process to PostgreSQL, and up to half as many behind the wall between tenants. Queries are pipelined; more connections are slower.',
    read: wholeNumber(1, 100),
  },
  SEAL_KEYS: {
    otherwise: 'made when embedded; needed with `DATABASE_URL`',
    meaning:
      'Secrets of 32 characters or more that encrypt the credentials of lines, separated by commas. The first encrypts, all decrypt. Make one with `openssl rand -base64 32`.',
    read: list(checkSecret),
  },
  DATA_DIR: {
    default: '.data',
    meaning: 'Directory of the embedded database and its secrets.',
    read: anyText,
  },
  DEMO: {
    default: { embedded: 'on', postgres: 'off' },
    meaning:
      '`on` adds a demo line with simulated calls for each provider. Embedded database only. `npm start -- --no-demo` is the same as `off`.',
    read: oneOf(['on', 'off']),
  },
  PAGE: {
    default: 'on',
    meaning: '`on` serves a page at `/` to see and reject calls. It asks for a key.',
    read: oneOf(['on', 'off']),
  },
  GRAPHIQL: {
    default: { embedded: 'on', postgres: 'off' },
    meaning:
      '`on` serves GraphiQL at `/graphiql`, an editor for GraphQL. It needs `INTROSPECTION`.',
    read: oneOf(['on', 'off']),
  },
  ALLOWED_HOSTS: {
    otherwise: 'none',
    meaning:
      'Provider hosts that may have private addresses or no https: `host` or `host:port`, separated by commas, or `*` for every host, in development.',
    read: list(checkAllowedHost),
  },
  CALLBACK_HOSTS: {
    otherwise: 'none: no HTTP callbacks',
    meaning:
      'Hosts of routers that may be sent events by HTTP callbacks, also at private addresses and without https: `host` or `host:port`, separated by commas. See docs/routers.md.',
    read: list(checkCallbackHost),
  },
  CORS_ORIGINS: {
    otherwise: 'no CORS headers; websockets from any page',
    meaning:
      'Origins of web pages that may call the API, such as `https://app.example.com`, separated by commas, or `*`. Also checked for websockets. The service’s own pages need no entry.',
    read: list(checkOrigin),
  },
  CORS_HEADERS: {
    default: usualCorsHeaders.join(','),
    meaning:
      'Request headers that the pages of `CORS_ORIGINS` may send, separated by commas. The default has those of keys, of Apollo Client and of traces.',
    read: list(checkHeaderName),
  },
  INTROSPECTION: {
    default: { embedded: 'on', postgres: 'off' },
    meaning: '`on` answers `__schema` and `__type` to every key.',
    read: oneOf(['on', 'off']),
  },
  FEDERATION_SECRETS: {
    otherwise: 'none: `_service` to everybody, `_entities` to every key, traces to nobody',
    meaning:
      'Secrets of 32 characters or more, separated by commas, for routers and composers. With them, only a request with one of them in `x-calls-federation-secret` gets `_service`, `_entities` and inline traces (`ftv1`).',
    read: list(checkSecret),
  },
  SCOPES_IN_SCHEMA: {
    default: 'off',
    meaning: '`on` tells routers what scopes each field needs: see docs/routers.md.',
    read: oneOf(['on', 'off']),
  },
  METRICS_PORT: {
    otherwise: 'none',
    meaning:
      'Port that answers `/metrics`, `/livez` and `/readyz` without a token, at the address of `HOST`. Keep it off the public network. `0` takes a free one.',
    read: wholeNumber(0, 65_535),
  },
  METRICS_TOKEN: {
    otherwise: 'none: no `/metrics` on `PORT`',
    meaning:
      'Secret of 32 characters or more. `PORT` answers `/metrics` to requests with `Authorization: Bearer` and this secret.',
    read: (text: string) => checkSecret(text) ?? text,
  },
  ALLOW_UNSAFE: {
    otherwise: 'none',
    meaning: `Dangers that you accept, separated by commas: ${choices(dangers)}. Without them, a dangerous setting is refused at the start.`,
    read: list(checkDanger),
  },
  JWT_ISSUER: {
    otherwise: 'none: no tokens',
    meaning: 'The `iss` of JSON Web Tokens that are accepted beside API keys.',
    read: anyText,
  },
  JWT_AUDIENCE: {
    otherwise: 'needed with `JWT_ISSUER`',
    meaning: 'The `aud` that tokens must have.',
    read: anyText,
  },
  JWT_JWKS_URL: {
    otherwise: 'needed with `JWT_ISSUER`',
    meaning:
      'Where the issuer publishes its keys. They are fetched anew when a token names a new one.',
    read: readJwksUrl,
  },
  JWT_ALGORITHMS: {
    default: 'RS256,PS256,ES256,EdDSA',
    meaning: 'Algorithms that tokens may be signed with. Only those with a private key.',
    read: list(checkAlgorithm),
  },
  JWT_CLOCK_SKEW_MS: {
    default: '5000',
    meaning: 'How far the clock of the issuer may be off, in milliseconds.',
    read: wholeNumber(0, 60_000),
  },
  JWT_TENANT: {
    otherwise: 'none: `JWT_TENANT_CLAIM` says it',
    meaning: 'The id of the tenant of all tokens.',
    read: anyText,
  },
  JWT_TENANT_CLAIM: {
    default: 'tenant',
    meaning:
      'The claim with the id of the tenant. Like the next two, it may be a path such as `realm_access.roles`.',
    read: anyText,
  },
  JWT_LINES_CLAIM: {
    default: 'lines',
    meaning: 'The claim with the ids of the lines that the user may use; `*` for all.',
    read: anyText,
  },
  JWT_SCOPES_CLAIM: {
    default: 'scope',
    meaning: 'The claim with the scopes or roles of the user, as a list or as words.',
    read: anyText,
  },
  ROUTER_SECRETS: {
    otherwise: 'none: no propagated identities',
    meaning:
      'One or two secrets of 32 characters or more, separated by commas. A router that sends one of them in `x-calls-router-secret` may say in headers who its user is.',
    read: listOfAtMost(2, checkSecret),
  },
  SCOPES_OF_ROLES: {
    otherwise: 'none',
    meaning:
      'Scopes of users by their roles, such as `agent=calls:read+calls:reject,crm=callers:tag`. Scopes that a user has by name count too.',
    read: readScopesOfRoles,
  },
  LINES_WITHOUT_CLAIM: {
    default: 'none',
    meaning: 'The lines of users whose token or router does not name any: `none` or `all`.',
    read: oneOf(['none', 'all']),
  },
  ...limitSettings,
  LOG_LEVEL: {
    default: 'info',
    meaning: `Lowest level that is logged: ${choices(logLevels)}.`,
    read: oneOf(logLevels),
  },
  LOG_FORMAT: {
    default: 'auto',
    meaning: `${choices(logFormats)}; \`auto\` is text on a terminal and JSON elsewhere.`,
    read: oneOf(logFormats),
  },
  TRACING: {
    default: 'off',
    meaning:
      '`on` tells spans to an SDK of OpenTelemetry that the process has loaded, see [traces](operations.md#logs-and-traces).',
    read: oneOf(['on', 'off']),
  },
  DRAIN_MS: {
    default: { embedded: '0', postgres: '5000' },
    meaning:
      'Milliseconds between the signal to stop and the end of accepting requests. During this time `/readyz` answers 503, and websockets are closed one after the other.',
    read: wholeNumber(0, 60_000),
  },
} as const satisfies Record<string, Setting>;
