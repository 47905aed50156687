import { unacceptedDangers } from './dangers.ts';
import { Problem, type Setting } from './setting.ts';
import { settings } from './settings.ts';

export type SettingName = keyof typeof settings;
type Row<Name extends SettingName> = (typeof settings)[Name];
type Value<Name extends SettingName> = Exclude<ReturnType<Row<Name>['read']>, Problem>;

/** The given value or the default; undefined only for a setting without a default. */
export type Values = {
  readonly [Name in SettingName]:
    | Value<Name>
    | (Row<Name> extends { readonly default: unknown } ? never : undefined);
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The values are complete only when there are no problems. */
export function readSettings(env: Environment): { values: Values; problems: string[] } {
  const kind = isGiven(env, 'DATABASE_URL') ? 'postgres' : 'embedded';
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const { default: preset } = setting;
    const text = textOf(env, name) ?? (typeof preset === 'object' ? preset[kind] : preset);
    const value = text === undefined ? undefined : setting.read(text);
    if (value instanceof Problem) problems.push(`${name} ${value.text}`);
    else values[name] = value;
  }
  problems.push(...contradictions(env), ...unacceptedDangers(values));
  return { values: values as Values, problems };
}

/** Contradictions between settings. They are reported even if one of the settings has a problem of its own. */
function contradictions(env: Environment): string[] {
  const problems: string[] = [];
  const hasDatabase = isGiven(env, 'DATABASE_URL');
  if (hasDatabase && !isGiven(env, 'SEAL_KEYS')) {
    problems.push(
      'SEAL_KEYS is missing; with DATABASE_URL, give a secret of 32 characters or more, the same for every process. ' +
        'Make one with `openssl rand -base64 32`, and keep it: without it, the credentials of lines cannot be decrypted.',
    );
  }
  for (const name of ['DATABASE_DIRECT_URL', 'DATABASE_SCHEMA'] as const) {
    if (hasDatabase || !isGiven(env, name)) continue;
    problems.push(
      `${name} is given without DATABASE_URL; give both, or neither for the embedded database.`,
    );
  }
  const port = textOf(env, 'METRICS_PORT');
  const isSamePort = port === (textOf(env, 'PORT') ?? settings.PORT.default);
  // Each of two settings with the value 0 takes a free port of its own.
  if (isSamePort && port !== '0') {
    problems.push('METRICS_PORT is the same as PORT; give another one.');
  }
  const ofIssuer = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'] as const;
  const missing = ofIssuer.filter((name) => !isGiven(env, name));
  if (missing.length > 0 && missing.length < ofIssuer.length) {
    problems.push(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing; tokens need ${ofIssuer.join(', ')}. Give all three, or none to accept no tokens.`,
    );
  }
  if (hasDatabase && textOf(env, 'DEMO') === 'on') {
    problems.push(
      'DEMO is `on`, but the demo runs only on the embedded database; remove DEMO or DATABASE_URL.',
    );
  }
  return problems;
}

function isGiven(env: Environment, name: SettingName): boolean {
  return textOf(env, name) !== undefined;
}

/** A blank value counts as absent. */
function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
