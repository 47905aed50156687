import postgres from 'postgres';
import { describe, expect, it, vi } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { readAllowedHosts } from '../src/providers/outgoing/allowed-hosts.ts';

const sealKey = 'a secret of more than thirty-two characters';
const database = 'postgres://app:pw@db/calls';
const onPostgres = { DATABASE_URL: database, SEAL_KEYS: sealKey };

/** One line for each, without the dash before it. */
function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...error.message.matchAll(/^ {2}- (.*)$/gm)].map(([, problem]) => problem ?? '');
  }
  return [];
}

describe('the limits of clients', () => {
  it('are changed one by one, and switched off', () => {
    const { limits, trustedProxies } = readConfig({
      LIMITS_PER_KEY: 'sockets=5, rejects=off',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1, private',
    });
    expect(limits.key).toMatchObject({ operations: 2000, sockets: 5, rejects: null });
    expect(trustedProxies).toEqual(['10.0.0.0/8', '::1', 'private']);
  });

  it.each([
    ['LIMITS_PER_KEY', 'sockets=0'],
    ['LIMITS_PER_KEY', 'sockets'],
    ['LIMITS_PER_TENANT', 'logins=5'],
    ['LIMITS_PER_ADDRESS', 'subscriptions=5'],
    ['TRUSTED_PROXIES', 'proxy.example.com'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
  ])('%s=%s is a problem', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} has .*; give `)),
    ]);
  });
});

describe('the settings', () => {
  it('need nothing: an embedded database and a demo', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: null,
      database: { is: 'embedded', directory: '.data', wall: 'if-possible', mayBypassWall: false },
      sealKeys: [],
      allowedHosts: [],
      callbackHosts: [],
      corsOrigins: null,
      corsHeaders: expect.arrayContaining(['authorization', 'content-type', 'traceparent']),
      introspection: true,
      scopesInSchema: false,
      federationSecrets: [],
      metrics: { port: null, token: null },
      keysInOutput: true,
      tokens: null,
      routerSecrets: [],
      claims: { linesWithoutClaim: 'none', scopesOfRole: new Map() },
      limits: {
        key: {
          operations: 2000,
          rejects: 500,
          sockets: 10_000,
          subscriptions: 20_000,
          webhooks: 500,
        },
        tenant: {
          operations: 5000,
          rejects: 2000,
          sockets: 20_000,
          subscriptions: 50_000,
          webhooks: 2000,
        },
        address: { operations: 1000, rejects: 500, connections: 4000, sockets: 2000, webhooks: 50 },
      },
      maxConnections: null,
      trustedProxies: [],
      warnings: [],
      logLevel: 'info',
      logFormat: 'auto',
      demo: true,
      page: true,
      graphiql: true,
      tracing: false,
      drainMs: 0,
    });
  });

  it('with a database of its own have no demo, and need a secret to seal with', () => {
    expect(readConfig(onPostgres)).toMatchObject({
      database: {
        ...{ is: 'postgres', url: database, directUrl: database, poolSize: 8 },
        ...{ wall: 'if-possible', mayBypassWall: false },
      },
      demo: false,
      page: true,
      graphiql: false,
      introspection: false,
      scopesInSchema: false,
      drainMs: 5000,
    });
    expect(problemsOf({ DATABASE_URL: database })).toEqual([expect.stringContaining('SEAL_KEYS')]);
  });

  it('have an option for the demo, and no other', () => {
    expect(readConfig({}, ['--no-demo']).demo).toBe(false);
    expect(() => readConfig({}, ['--demo', '--no-demo'])).toThrow('--demo is not an option');
  });

  it('take every kind of value', () => {
    const directUrl = 'postgresql://app:p%40ss@db:5432/calls?sslmode=require';
    expect(
      readConfig({
        ...onPostgres,
        DATABASE_DIRECT_URL: directUrl,
        PORT: '0',
        HOST: '::1',
        PUBLIC_URL: 'https://calls.example/base/',
        ALLOWED_HOSTS: 'gateway.lan, 10.0.0.7:8080,[::1]:80,fd00::7',
        CORS_ORIGINS: 'https://app.example,http://localhost:3000',
        CORS_HEADERS: 'authorization, x-desk',
        LOG_FORMAT: 'text',
        LOG_LEVEL: ' warn ',
        METRICS_PORT: '9090',
        METRICS_TOKEN: sealKey,
        FEDERATION_SECRETS: `${sealKey},another ${sealKey}`,
        INTROSPECTION: 'on',
        SCOPES_IN_SCHEMA: 'on',
      }),
    ).toMatchObject({
      database: { url: database, directUrl },
      port: 0,
      host: '::1',
      publicUrl: 'https://calls.example/base',
      allowedHosts: ['gateway.lan', '10.0.0.7:8080', '[::1]:80', 'fd00::7'],
      corsOrigins: ['https://app.example', 'http://localhost:3000'],
      corsHeaders: ['authorization', 'x-desk'],
      logFormat: 'text',
      logLevel: 'warn',
      metrics: { port: 9090, token: sealKey },
      federationSecrets: [sealKey, `another ${sealKey}`],
      introspection: true,
      scopesInSchema: true,
    });
  });

  it('seal with the first of several secrets and open with all', () => {
    const old = `an old one: ${sealKey}`;
    expect(readConfig({ SEAL_KEYS: ` ${sealKey} , ${old},` }).sealKeys).toEqual([sealKey, old]);
  });

  it('that are blank count as not given', () => {
    const blank = { PORT: ' ', DATABASE_URL: '', HOST: '  ', CORS_ORIGINS: '', LOG_FORMAT: '\t' };
    expect(readConfig(blank)).toEqual(readConfig({}));
  });
});

describe('a wrong setting', () => {
  it.each([
    ['PORT', '70000', 'give a whole number from 0 to 65535'],
    ['PORT', '1.5', 'give a whole number'],
    ['POOL_SIZE', '0', 'give a whole number from 1 to 100'],
    ['DRAIN_MS', '-1', 'give a whole number'],
    ['HOST', 'http://0.0.0.0', 'without scheme and port'],
    ['HOST', '0.0.0.0:4000', 'PORT sets the port'],
    ['LOG_LEVEL', 'LOUD', 'give one of debug, info, warn, error'],
    ['LOG_FORMAT', 'pretty', 'give one of auto, json, text'],
    ['DEMO', 'yes', 'give one of on, off'],
    ['PUBLIC_URL', 'calls.example', 'give one such as https://calls.example.com'],
    ['PUBLIC_URL', 'ftp://calls.example', 'give one such as https://calls.example.com'],
    ['PUBLIC_URL', 'https://calls.example/?a=b', 'remove it: '],
    ['PUBLIC_URL', 'https://calls.example/?', 'remove it: '],
    ['PUBLIC_URL', 'https://calls.example/#a', 'remove it: '],
    ['PUBLIC_URL', 'https://me:pw@calls.example', 'leave them out'],
    ['SEAL_KEYS', 'too short', 'openssl rand -base64 32'],
    ['SEAL_KEYS', `${sealKey},too short`, 'openssl rand -base64 32'],
    ['SEAL_KEYS', ' , ', 'remove it or give a value'],
    ['ALLOWED_HOSTS', 'https://gateway.lan', 'without scheme and path'],
    ['ALLOWED_HOSTS', 'gateway.lan/api', 'without scheme and path'],
    ['ALLOWED_HOSTS', 'gateway.lan:99999', 'host or host:port'],
    ['ALLOWED_HOSTS', 'one.lan two.lan', 'host or host:port'],
    ['ALLOWED_HOSTS', 'one.lan,*.two.lan', 'write each host in full'],
    ['CALLBACK_HOSTS', 'router.lan,*', 'name the hosts of your routers'],
    ['CALLBACK_HOSTS', 'http://router.lan', 'without scheme and path'],
    ['CORS_ORIGINS', 'https://app.example/', 'write it as https://app.example '],
    ['CORS_ORIGINS', 'https://App.example', 'write it as https://app.example '],
    ['CORS_ORIGINS', 'https://app.example:443', 'write it as https://app.example '],
    ['CORS_ORIGINS', 'https://one.example,app.example', 'give scheme and host'],
    ['CORS_ORIGINS', 'null', 'give scheme and host'],
    ['CORS_HEADERS', 'authorization: Bearer', 'give names only'],
    ['METRICS_PORT', '4000', 'give another one'],
    ['METRICS_PORT', '-1', 'give a whole number from 0 to 65535'],
    ['METRICS_TOKEN', 'too short', 'openssl rand -base64 32'],
    ['FEDERATION_SECRETS', 'too short', 'openssl rand -base64 32'],
    ['INTROSPECTION', 'yes', 'give one of on, off'],
    ['ALLOW_UNSAFE', 'everything', 'demo-in-public'],
    ['SCOPES_OF_ROLES', 'agent=calls:read,crm=everything', 'give each role as role=scope+scope'],
    [
      'SCOPES_OF_ROLES',
      'agent=calls:read,agent=calls:reject',
      'give `agent` once, with all its scopes',
    ],
    ['SCOPES_OF_ROLES', 'agent=calls:read,crm=pii:read, agent=calls:read', 'give `agent` once'],
    ['DATABASE_URL', 'mysql://app:pw@db/calls', 'write it as postgres://'],
    ['DATABASE_URL', 'postgres://app:pw@[::1]/calls', 'give a name for it'],
    ['DATABASE_DIRECT_URL', database, 'DATABASE_URL'],
  ])('%s=%s is named with the remedy', (name, value, remedy) => {
    const others: Record<string, string> = name === 'DATABASE_URL' ? { SEAL_KEYS: sealKey } : {};
    const [problem, ...more] = problemsOf({ ...others, [name]: value });
    expect(more).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} `));
    expect(problem).toContain(remedy);
  });

  it('is named beside all others, also when it is wrong only together with another', () => {
    const problems = problemsOf({
      DATABASE_URL: database,
      DATABASE_DIRECT_URL: 'localhost:5432',
      PUBLIC_URL: 'https://calls.example?x',
      CORS_ORIGINS: 'https://app.example/',
      ALLOWED_HOSTS: 'http://gateway.lan',
      DEMO: 'on',
    });
    expect(problems.map((problem) => /^\w+/.exec(problem)?.[0])).toEqual([
      'PUBLIC_URL',
      'DATABASE_DIRECT_URL',
      'ALLOWED_HOSTS',
      'CORS_ORIGINS',
      'SEAL_KEYS',
      'DEMO',
    ]);
  });

  it.each([
    ['a scheme of another database', 'mysql://app:hunter2@db', 'postgres://'],
    ['no scheme', 'app:hunter2@db/calls', 'postgres://'],
    ['a port that is none', 'postgres://app:hunter2@db:port/calls', 'host:5432'],
    ['several hosts', 'postgres://app:hunter2@one:5432,two:5432/calls', 'one host'],
    ['a # in the password', 'postgres://app:hunt#er2@db/calls', 'percent-encode'],
    ['a # after digits', 'postgres://app:12#hunter2@db/calls', 'percent-encode'],
    ['a / after digits', 'postgres://app:12/hunter2@db/calls', 'percent-encode'],
    ['a ? after digits', 'postgres://app:12?hunter2@db/calls', 'percent-encode'],
    ['a % in the password', 'postgres://app:hunter2%@db/calls', '%25'],
  ])('that is a database URL with %s never repeats the password', (_, url, remedy) => {
    for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL']) {
      const problems = problemsOf({ ...onPostgres, [name]: url });
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
      expect(problems[0]).toContain(remedy);
      expect(problems[0]).not.toMatch(/hunt|er2|\b12/);
    }
  });

  it('never repeats a secret that stands in the wrong place', () => {
    const secretUrl = 'ftp://me:hunter2@app.example';
    const problems = problemsOf({
      SEAL_KEYS: 'hunter2',
      PUBLIC_URL: secretUrl,
      CORS_ORIGINS: secretUrl,
      ALLOWED_HOSTS: secretUrl,
      LOG_LEVEL: secretUrl,
      PORT: secretUrl,
    });
    expect(problems).toHaveLength(6);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('a connection to the database', () => {
  const warnings = (url: string) => readConfig({ ...onPostgres, DATABASE_URL: url }).warnings;

  it.each([
    ['', 'is not encrypted'],
    ['?sslmode=disable', 'is not encrypted'],
    ['?sslmode=', 'is not encrypted'],
    ['?ssl=', 'is not encrypted'],
    ['?ssl=false', 'is not encrypted'],
    ['?sslmode=false', 'is not encrypted'],
    ['?ssl=verify-full&sslmode=disable', 'is not encrypted'],
    ['?sslmode=verify-full&sslmode=disable', 'is not encrypted'],
    ['?sslmode=disable&sslrootcert=system&sslrootcert=ca.pem', 'is not encrypted'],
    ['?host=localhost', 'is not encrypted'],
    ['?host=/var/run/postgresql', 'is not encrypted'],
    ['?ssl=require&sslmode=', 'verifies no certificate (sslmode=require)'],
    ...['allow', 'prefer', 'require'].map((mode) => [
      `?sslmode=${mode}`,
      `verifies no certificate (sslmode=${mode})`,
    ]),
    ['?ssl=require', 'verifies no certificate (sslmode=require)'],
  ])('with %j %s, which is said at the start, without the password', (search, what) => {
    const url = `postgres://app:hunter2@db.example/calls${search}`;
    const said = warnings(url);
    expect(said).toEqual([expect.stringContaining(`DATABASE_URL ${what}`)]);
    expect(said[0]).not.toContain('hunter2');
    const { ssl, host } = postgres(url).options;
    expect([Boolean(ssl), host]).toEqual([what !== 'is not encrypted', ['db.example']]);
  });

  it.each([
    'postgres://app:pw@db.example/calls?sslmode=verify-full',
    'postgres://app:pw@db.example/calls?sslmode=require&sslrootcert=system',
    'postgres://app:pw@db.example/calls?sslmode=disable&sslmode=verify-full',
    'postgres://app:pw@db.example/calls?ssl=true',
    'postgres:///calls',
    'postgres://app:pw@localhost/calls?host=db.example',
    'postgres://app:pw@127.0.0.1/calls',
    'postgres://app:pw@localhost/calls?sslmode=disable',
  ])('is quiet with %s', (url) => {
    expect(warnings(url)).toEqual([]);
    const { ssl, host } = postgres(url).options;
    const isHere = /^(localhost|127\.0\.0\.1)$/.test(host.join());
    expect(isHere || ['verify-full', 'true'].includes(String(ssl))).toBe(true);
  });

  it.each([
    ['db.example', 'is not encrypted'],
    ['db.example:5433', 'is not encrypted'],
    ['localhost,db.example', 'is not encrypted'],
    ['localhost:5433,127.0.0.1', null],
    ['/var/run/postgresql', null],
    ['', null],
  ])('whose URL has no host, with PGHOST=%s: %s', (PGHOST, what) => {
    const env = { ...onPostgres, DATABASE_URL: 'postgres:///calls', PGHOST };
    expect(readConfig(env).warnings).toEqual(what === null ? [] : [expect.stringContaining(what)]);
    const withHost = { ...env, DATABASE_URL: 'postgres://localhost/calls' };
    expect(readConfig(withHost).warnings).toEqual([]);
    vi.stubEnv('PGHOST', PGHOST);
    const { host, path } = postgres(env.DATABASE_URL).options as { host: string[]; path: unknown };
    vi.unstubAllEnvs();
    const isHere = Boolean(path) || host.every((name) => /^(localhost|127\.0\.0\.1)$/.test(name));
    expect(isHere).toBe(what === null);
  });
});

describe('a danger', () => {
  const postgres = { DATABASE_URL: database, SEAL_KEYS: sealKey };
  const beyond = { HOST: '0.0.0.0' };

  it.each([
    ['the demo for other machines', beyond, 'demo-in-public', 'set DEMO=off'],
    ['the demo at an address', { HOST: '10.0.0.7' }, 'demo-in-public', 'set DEMO=off'],
    ['the demo on every IPv6 address', { HOST: '::' }, 'demo-in-public', 'set DEMO=off'],
    ['plain http', { PUBLIC_URL: 'http://calls.example' }, 'http-public-url', 'https://'],
    ['every host', { ALLOWED_HOSTS: 'gateway.lan,*' }, 'any-host', 'name the hosts'],
    ['one character', { SEAL_KEYS: 'x'.repeat(64) }, 'weak-secrets', 'openssl'],
    ['a word again and again', { SEAL_KEYS: 'changeme1!'.repeat(4) }, 'weak-secrets', 'openssl'],
    ['a row', { SEAL_KEYS: 'abcdefghijklmnopqrstuvwxyz012345' }, 'weak-secrets', 'openssl'],
    ['one of two', { SEAL_KEYS: `${sealKey},${'01'.repeat(20)}` }, 'weak-secrets', 'openssl'],
    ['a token', { METRICS_TOKEN: 'z'.repeat(64) }, 'weak-secrets', 'openssl'],
    ['a secret', { FEDERATION_SECRETS: 'z'.repeat(64) }, 'weak-secrets', 'openssl'],
  ])(
    'of %s is refused with the remedy, unless it is accepted by name',
    (_, env, danger, remedy) => {
      const problems = problemsOf(env);
      expect(problems).toEqual([expect.stringContaining(`add ${danger} to ALLOW_UNSAFE`)]);
      expect(problems[0]).toContain(remedy);
      expect(problems[0]).not.toContain('changeme');
      expect(problemsOf({ ...env, ALLOW_UNSAFE: `any-host,${danger}` })).toEqual([]);
      const other = danger === 'any-host' ? 'weak-secrets' : 'any-host';
      expect(problemsOf({ ...env, ALLOW_UNSAFE: other })).toEqual(problems);
    },
  );

  it.each([
    ['for other machines without the demo', { ...beyond, DEMO: 'off' }],
    ['for other machines on PostgreSQL', { ...postgres, ...beyond }],
    ['on this machine', { HOST: '127.0.0.2' }],
    ['on this machine, over IPv6', { HOST: '::1' }],
    ['over http on this machine', { PUBLIC_URL: 'http://localhost:4000' }],
    ['over http on this machine, over IPv6', { PUBLIC_URL: 'http://[::1]:4000' }],
    ['with a secret of openssl', { SEAL_KEYS: 'hTNUSJCg9QDZ8iMYv5yhNeMn3HVaWnOIXwJpy3hZfVo=' }],
    ['with a secret in hex', { SEAL_KEYS: '9f86d081884c7d659a2feaa0c55ad015' }],
  ])('is not there %s', (_, env) => {
    expect(problemsOf(env as Record<string, string>)).toEqual([]);
  });

  it('of printed keys begins where other machines reach the process', () => {
    const of = (env: Record<string, string>) => readConfig({ ...postgres, ...env }).keysInOutput;
    expect([of({}), of(beyond), of({ ...beyond, ALLOW_UNSAFE: 'keys-in-output' })]).toEqual([
      ...[true, false, true],
    ]);
  });
});

it('hosts that the settings take are hosts that the address guard takes', () => {
  const samples = ['a', 'a.lan:8080', 'A.LAN', '[::1]', '[::1]:443', '::1', '127.1:80', '*'];
  const wrong = ['a:b', 'a b', '[::1', 'a@b', '1.2.3.4.5.6', 'a:', ':80', 'a?b', 'http://a'];
  const takes = (host: string) => {
    try {
      readAllowedHosts([host]);
      return true;
    } catch {
      return false;
    }
  };
  for (const host of [...samples, ...wrong]) {
    const env = { ALLOWED_HOSTS: host, ALLOW_UNSAFE: 'any-host' };
    const isTaken = problemsOf(env).length === 0;
    expect([host, isTaken]).toEqual([host, takes(host)]);
  }
});
