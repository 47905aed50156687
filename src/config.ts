import { isLoopback } from './config/dangers.ts';
import { databaseTlsWarning } from './config/database-tls.ts';
import type { LimitsOfOne } from './config/limits.ts';
import { type ClaimSettings, readPrincipals, type TokenSettings } from './config/principals.ts';
import { type Environment, readSettings, type Values } from './config/read-settings.ts';
import type { LogFormat, LogLevel } from './log.ts';

export type { Environment };

/** The environment of this process. Only this file reads it. */
export const processEnvironment: Environment = process.env;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The base of webhook URLs, at which providers reach this service. If null, it is localhost with the port in use. */
  readonly publicUrl: string | null;
  readonly database: (
    | { readonly is: 'embedded'; readonly directory: string }
    | {
        readonly is: 'postgres';
        readonly url: string;
        /** The same database without a pooler, for what needs a session of its own, such as migrations and notifications. */
        readonly directUrl: string;
        readonly poolSize: number;
        /** If left out, the first schema of the role's search path is used. */
        readonly schema?: string;
      }
  ) & {
    /** Row-level security as a second wall between tenants. If left out, `if-possible`: only a warning tells that it is missing. */
    readonly wall?: 'off' | 'if-possible' | 'required';
    /** The operator accepts a role to which no row-level security applies. */
    readonly mayBypassWall?: boolean;
  };
  /**
   * Credentials are encrypted with the first key that every live process has, and decrypted with any. If empty, a key is made and kept
   * beside the embedded database.
   */
  readonly sealKeys: readonly string[];
  /** Provider hosts that may have a private address or no https: `host`, `host:port` or `*`. */
  readonly allowedHosts: readonly string[];
  /** Hosts of routers to which HTTP callbacks may be sent: `host` or `host:port`. */
  readonly callbackHosts: readonly string[];
  /** Origins of the web pages that may call the API. If null, no CORS headers are sent, and websockets of any page are accepted. */
  readonly corsOrigins: readonly string[] | null;
  readonly corsHeaders: readonly string[];
  readonly introspection: boolean;
  /** Whether the schema tells routers which scopes each field needs. */
  readonly scopesInSchema: boolean;
  /**
   * Only a request with one of these gets `_service`, `_entities` and inline traces. If empty, every request gets `_service`, every
   * key gets `_entities`, and traces are off.
   */
  readonly federationSecrets: readonly string[];
  readonly metrics: {
    /** A port only for operators; null if there is none. */
    readonly port: number | null;
    /** The token for `/metrics` on the port of clients; if null, that port does not answer `/metrics`. */
    readonly token: string | null;
  };
  /** The issuer of JSON Web Tokens that are accepted in addition to API keys; null if there is none. */
  readonly tokens: TokenSettings | null;
  /** Secrets of the router that may identify its users. If empty, no router may. */
  readonly routerSecrets: readonly string[];
  readonly claims: ClaimSettings;
  /** How many operations, sockets and the like one key, tenant or client address may have at all processes together. */
  readonly limits: Readonly<Record<'key' | 'tenant' | 'address', LimitsOfOne>>;
  /** The TCP connections of this process at `port`; null for as many as its heap has room for. */
  readonly maxConnections: number | null;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Unsafe settings that the operator accepts, to be logged at the start. */
  readonly warnings: readonly string[];
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  /** Whether spans are passed to the SDK of OpenTelemetry that the process has loaded. */
  readonly tracing: boolean;
  readonly demo: boolean;
  /** Whether `/` answers the page and `/graphiql` an editor for GraphQL. */
  readonly page: boolean;
  readonly graphiql: boolean;
  /** Whether keys may be printed: only this machine reaches the process, or the operator has accepted that others do. */
  readonly keysInOutput: boolean;
  /** The time between the signal to stop and the end of accepting requests. */
  readonly drainMs: number;
}

/** Lists all problems, so that one restart is enough to fix them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n');
    super(`Some settings are not valid:\n${list}\n\`npm run settings\` lists all of them.`);
  }
}

export interface DatabaseConfig {
  readonly directUrl: string;
  /** If null, the first schema of the role's search path is used. */
  readonly schema: string | null;
  readonly wall: 'off' | 'if-possible' | 'required';
}

/** Reads only the settings of the database, for the operator's commands. Each problem begins with the name of its setting. */
export function readDatabaseConfig(env: Environment = processEnvironment): DatabaseConfig {
  const { values, problems } = readSettings(env);
  const databaseProblems = problems.filter((problem) => /^(DATABASE_|TENANT_WALL)/.test(problem));
  if (databaseProblems.length > 0) throw new ConfigError(databaseProblems);
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATABASE_SCHEMA: schema } = values;
  if (url === undefined) {
    throw new ConfigError(['DATABASE_URL is missing; the embedded database needs no commands.']);
  }
  return { directUrl: directUrl ?? url, schema: schema ?? null, wall: values.TENANT_WALL };
}

/** `args` are the arguments of the command line. */
export function readConfig(
  env: Environment = processEnvironment,
  args: readonly string[] = [],
): Config {
  const { values, problems } = readSettings(args.includes(noDemo) ? { ...env, DEMO: 'off' } : env);
  problems.push(...unknownArguments(args));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? null,
    database: readDatabase(values),
    sealKeys: values.SEAL_KEYS ?? [],
    allowedHosts: values.ALLOWED_HOSTS ?? [],
    callbackHosts: values.CALLBACK_HOSTS ?? [],
    corsOrigins: values.CORS_ORIGINS ?? null,
    corsHeaders: values.CORS_HEADERS,
    introspection: values.INTROSPECTION === 'on',
    scopesInSchema: values.SCOPES_IN_SCHEMA === 'on',
    federationSecrets: values.FEDERATION_SECRETS ?? [],
    metrics: { port: values.METRICS_PORT ?? null, token: values.METRICS_TOKEN ?? null },
    ...readPrincipals(values),
    limits: {
      key: values.LIMITS_PER_KEY,
      tenant: values.LIMITS_PER_TENANT,
      address: values.LIMITS_PER_ADDRESS,
    },
    maxConnections: values.MAX_CONNECTIONS ?? null,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    warnings: warningsOf(values, env.PGHOST),
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    tracing: values.TRACING === 'on',
    demo: values.DEMO === 'on',
    page: values.PAGE === 'on',
    graphiql: values.GRAPHIQL === 'on',
    keysInOutput:
      isLoopback(values.HOST) || values.ALLOW_UNSAFE?.includes('keys-in-output') === true,
    drainMs: values.DRAIN_MS,
  };
}

function readDatabase(values: Values): Config['database'] {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATABASE_SCHEMA: schema } = values;
  const wall = {
    wall: values.TENANT_WALL,
    mayBypassWall: values.ALLOW_UNSAFE?.includes('role-bypasses-wall') === true,
  };
  if (url === undefined) return { is: 'embedded', directory: values.DATA_DIR, ...wall };
  return {
    is: 'postgres',
    url,
    directUrl: directUrl ?? url,
    poolSize: values.POOL_SIZE,
    ...(schema && { schema }),
    ...wall,
  };
}

/** What commands for a running service need. */
export interface ClientConfig {
  readonly url: string;
  readonly key: string | null;
  /** Where a demo on this machine keeps its keys. */
  readonly dataDirectory: string;
}

/** A variable that is set to nothing counts as absent. */
export function readClientConfig(env: Environment = processEnvironment): ClientConfig {
  return {
    url: env.CALLS_URL || `http://localhost:${env.PORT || 4000}`,
    key: env.CALLS_KEY || null,
    dataDirectory: env.DATA_DIR || '.data',
  };
}

function warningsOf(
  { DATABASE_URL, DATABASE_DIRECT_URL, ALLOW_UNSAFE = [] }: Values,
  pgHost: string | undefined,
): string[] {
  const urls = Object.entries({ DATABASE_URL, DATABASE_DIRECT_URL });
  return [
    ...urls.flatMap(([name, url]) => (url ? (databaseTlsWarning(name, url, pgHost) ?? []) : [])),
    ...ALLOW_UNSAFE.map((danger) => `ALLOW_UNSAFE accepts ${danger}.`),
  ];
}

const noDemo = '--no-demo';

function unknownArguments(args: readonly string[]): string[] {
  return args
    .filter((arg) => arg !== noDemo)
    .map((arg) => `${arg} is not an option; ${noDemo} is the only one.`);
}
