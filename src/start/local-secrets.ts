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
  try {
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as LocalSecrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const fresh = { sealKey: randomBytes(32).toString('base64url') };
    writeLocalSecrets(directory, fresh);
    return fresh;
  }
}

export function writeLocalSecrets(directory: string, secrets: LocalSecrets): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(fileIn(directory), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
}

const fileIn = (directory: string) => join(directory, 'secrets.json');
