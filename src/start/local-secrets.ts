import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of the embedded default, kept in its data directory for its owner's eyes only. */
export interface LocalSecrets {
  readonly sealKey: string;
  readonly keys?: DemoKeys;
}

export interface DemoKeys {
  readonly tenantKey: string;
  readonly lineKey?: string;
  readonly lineId?: string;
}

export function readLocalSecrets(directory: string): LocalSecrets {
  const fresh = { sealKey: randomBytes(32).toString('base64url') };
  mkdirSync(directory, { recursive: true });
  try {
    // Of two processes that start at once only one may make the secrets: what is sealed must stay open to both.
    writeFileSync(fileIn(directory), contentOf(fresh), { mode: 0o600, flag: 'wx' });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as LocalSecrets;
  }
}

export function writeLocalSecrets(directory: string, secrets: LocalSecrets): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(fileIn(directory), contentOf(secrets), { mode: 0o600 });
}

const contentOf = (secrets: LocalSecrets) => `${JSON.stringify(secrets, null, 2)}\n`;
const fileIn = (directory: string) => join(directory, 'secrets.json');
