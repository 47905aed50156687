import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const sealKey = 'a secret of more than thirty-two characters';
const database = 'postgres://app:pw@db/calls';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}

describe('the settings', () => {
  it('need nothing: an embedded database and a demo', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: null,
      database: { is: 'embedded', directory: '.data' },
      demo: true,
    });
  });

  it('with a database of its own have no demo, and need a secret to seal with', () => {
    const config = readConfig({ DATABASE_URL: database, SEAL_KEYS: sealKey });
    expect(config).toMatchObject({
      database: { is: 'postgres', url: database, directUrl: database, poolSize: 8 },
      demo: false,
    });
    expect(problemsOf({ DATABASE_URL: database })).toEqual([expect.stringContaining('SEAL_KEYS')]);
  });

  it('seal with the first of several secrets and open with all', () => {
    const old = `an old one: ${sealKey}`;
    expect(readConfig({ SEAL_KEYS: ` ${sealKey} , ${old},` }).sealKeys).toEqual([sealKey, old]);
  });

  it('that are blank count as not given', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '', HOST: '  ' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '1.5'],
    ['LOG_LEVEL', 'LOUD'],
    ['DEMO', 'yes'],
    ['DRAIN_MS', '-1'],
    ['PUBLIC_URL', 'calls.example'],
    ['SEAL_KEYS', 'too short'],
  ])('name %s when it is %s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it('never repeat a secret', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://app:hunter2@db', SEAL_KEYS: 'hunter2' });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).not.toContain('hunter2');
  });
});
