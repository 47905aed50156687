import type { LogLevel } from './log.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where providers reach us, for webhook URLs. Null: on this machine, at the port that it listens on. */
  readonly publicUrl: string | null;
  readonly database:
    | { readonly is: 'embedded'; readonly directory: string }
    | {
        readonly is: 'postgres';
        readonly url: string;
        readonly directUrl: string;
        readonly poolSize: number;
      };
  /** The first seals credentials, all open them. Empty: made and kept beside the embedded database. */
  readonly sealKeys: readonly string[];
  /** Provider hosts that may be on private addresses or without https: `host`, `host:port` or `*`. */
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[] | null;
  readonly logLevel: LogLevel;
  readonly demo: boolean;
  readonly drainMs: number;
}

/** Every problem at once: nobody likes to mend an environment one restart at a time. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(problems: readonly string[]) {
    super(`The settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The one reader of the environment. The README lists the same settings. */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const port = wholeNumber(env, 'PORT', 4000, 0, 65_535, problems);
  const databaseUrl = given(env.DATABASE_URL);
  const sealKeys = list(env.SEAL_KEYS);
  if (databaseUrl && sealKeys.length === 0) {
    problems.push(
      'SEAL_KEYS is missing: with DATABASE_URL, give a secret of 32 or more characters to seal credentials with. ' +
        'To change it, put the new one in front, separated by a comma.',
    );
  }
  if (sealKeys.some((key) => key.length < 32)) {
    problems.push('SEAL_KEYS has a secret of fewer than 32 characters.');
  }
  const publicUrl = given(env.PUBLIC_URL);
  if (publicUrl) checkUrl('PUBLIC_URL', publicUrl, ['http:', 'https:'], problems);
  if (databaseUrl) checkUrl('DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:'], problems);
  const config: Config = {
    host: given(env.HOST) ?? '127.0.0.1',
    port,
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    database: databaseUrl
      ? {
          is: 'postgres',
          url: databaseUrl,
          directUrl: given(env.DATABASE_DIRECT_URL) ?? databaseUrl,
          poolSize: wholeNumber(env, 'POOL_SIZE', 8, 1, 100, problems),
        }
      : { is: 'embedded', directory: given(env.DATA_DIR) ?? '.data' },
    sealKeys,
    allowedHosts: list(env.ALLOWED_HOSTS),
    corsOrigins: env.CORS_ORIGINS === undefined ? null : list(env.CORS_ORIGINS),
    logLevel: oneOf(env, 'LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info', problems),
    demo: oneOf(env, 'DEMO', ['on', 'off'], databaseUrl ? 'off' : 'on', problems) === 'on',
    drainMs: wholeNumber(env, 'DRAIN_MS', databaseUrl ? 5000 : 0, 0, 60_000, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function wholeNumber(
  env: Environment,
  name: string,
  otherwise: number,
  least: number,
  most: number,
  problems: string[],
): number {
  const text = given(env[name]);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  problems.push(`${name} is \`${text}\`; it takes a whole number from ${least} to ${most}.`);
  return otherwise;
}

function oneOf<Choice extends string>(
  env: Environment,
  name: string,
  choices: readonly Choice[],
  otherwise: Choice,
  problems: string[],
): Choice {
  const text = given(env[name]);
  if (text === undefined) return otherwise;
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  problems.push(`${name} is \`${text}\`; it takes one of ${choices.join(', ')}.`);
  return otherwise;
}

function checkUrl(name: string, text: string, protocols: string[], problems: string[]): void {
  const url = URL.parse(text);
  if (url && protocols.includes(url.protocol)) return;
  // The value is not repeated: a database's URL holds a password.
  problems.push(
    `${name} is not a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`,
  );
}
