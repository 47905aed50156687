import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of a service with the embedded database, in a file that only its owner can read. */
export interface LocalSecrets {
  /** Encrypts the credentials of lines, which nobody can read without it. */
  readonly sealKey: string;
  readonly keys?: DemoKeys;
  /** Where the simulators of the demo listened. They are no secret, but are kept with the demo's keys. */
  readonly demoPorts?: Readonly<Record<string, number>>;
}

export interface DemoKeys {
  readonly tenantKey: string;
  /** For the demo's lines only. Left out until the first start of the demo has registered them. */
  readonly lineKey?: string;
}

/** Reads the secrets of this directory, and makes them at the first start. */
export function readLocalSecrets(directory: string): LocalSecrets {
  const newSecrets = { sealKey: randomBytes(32).toString('base64url') };
  const draft = writeDraft(directory, newSecrets);
  try {
    // `link` fails if the file exists: of two processes that start at once, both use the secrets of the first.
    linkSync(draft, fileIn(directory));
    return newSecrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as LocalSecrets;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function writeLocalSecrets(directory: string, secrets: LocalSecrets): void {
  renameSync(writeDraft(directory, secrets), fileIn(directory));
}

/** Only a complete draft becomes `secrets.json`: half a file, after a crash, would mean a lost seal key. */
function writeDraft(directory: string, secrets: LocalSecrets): string {
  const draft = `${fileIn(directory)}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // Removes what a crashed process with the same id left, because `mode` applies only to a new file.
    rmSync(draft, { force: true });
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return draft;
  } catch (error) {
    const remedy =
      'set DATABASE_URL to a PostgreSQL database, or DATA_DIR to a folder that this user may write';
    throw new Error(`${directory} cannot be written: ${remedy}`, { cause: error });
  }
}

const fileIn = (directory: string) => join(directory, 'secrets.json');

/** The tenant key of the demo, for commands on the same machine. Null without a demo, or if its file cannot be read. */
export function keyOfDemo(directory: string): string | null {
  try {
    const { keys } = JSON.parse(readFileSync(fileIn(directory), 'utf8')) as Partial<LocalSecrets>;
    return keys?.tenantKey ?? null;
  } catch {
    return null;
  }
}
