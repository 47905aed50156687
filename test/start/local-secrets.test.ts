import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLocalSecrets, writeLocalSecrets } from '../../src/start/local-secrets.ts';

describe('the secrets of the embedded default', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'calls-secrets-'));
    file = join(directory, 'secrets.json');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('are made once', () => {
    const made = readLocalSecrets(directory);
    expect(readLocalSecrets(directory)).toEqual(made);
  });

  it('are replaced as a whole: whoever has the old file open reads all of it', () => {
    const made = readLocalSecrets(directory);
    const old = openSync(file, 'r');
    writeLocalSecrets(directory, { ...made, keys: { tenantKey: 'cs_new' } });
    const read = readFileSync(old, 'utf8');
    closeSync(old);
    expect(JSON.parse(read)).toEqual(made);
    expect(readLocalSecrets(directory)).toEqual({ ...made, keys: { tenantKey: 'cs_new' } });
  });

  it('say what to do where they cannot be written', () => {
    readLocalSecrets(directory);
    const withinFile = join(file, 'data');
    expect(() => readLocalSecrets(withinFile)).toThrow(
      `${withinFile} cannot be written: set DATABASE_URL to a PostgreSQL database, or DATA_DIR`,
    );
  });

  it('lie in one file, for its owner’s eyes', () => {
    writeLocalSecrets(directory, readLocalSecrets(directory));
    expect(readdirSync(directory)).toEqual(['secrets.json']);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
