import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };
import { projectRoot } from '../../project-root.ts';

export const release: string = packageJson.version;

/** A migration of this release, from `drizzle/`. */
export interface Migration {
  readonly name: string;
  /** The hash by which drizzle's own ledger identifies the migration. */
  readonly hash: string;
  readonly generatedAt: number;
  readonly statements: readonly string[];
}

export interface NeededTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Only unique indexes are needed for correctness: `on conflict` relies on them. Other indexes only make statements fast. */
  readonly uniqueIndexes: readonly string[];
}

const folder = fileURLToPath(new URL('drizzle', projectRoot));
const breakpoint = '--> statement-breakpoint';

interface KitJournal {
  readonly entries: readonly { idx: number; tag: string; when: number }[];
}

interface KitSnapshot {
  readonly tables: Readonly<
    Record<
      string,
      {
        name: string;
        columns: Record<string, { name: string; type: string }>;
        indexes: Record<string, { name: string; isUnique: boolean }>;
      }
    >
  >;
}

export function migrationsOfRelease(): Migration[] {
  return readKitJournal().entries.map(({ tag, when }) => {
    const text = readFileSync(`${folder}/${tag}.sql`, 'utf8');
    return {
      name: tag,
      hash: createHash('sha256').update(text).digest('hex'),
      generatedAt: when,
      statements: text.split(breakpoint).map((statement) => statement.trim()),
    };
  });
}

/** The schema after the last migration, read from the snapshot that drizzle-kit keeps with it. */
export function schemaOfRelease(): NeededTable[] {
  const newest = readKitJournal().entries.at(-1);
  if (newest === undefined) throw new Error(`${folder}/meta/_journal.json names no migration`);
  const file = `${String(newest.idx).padStart(4, '0')}_snapshot.json`;
  const snapshot = readJson<KitSnapshot>(`${folder}/meta/${file}`);
  return Object.values(snapshot.tables).map(({ name, columns, indexes }) => ({
    name,
    columns: Object.values(columns).map((column) => ({
      name: column.name,
      // PostgreSQL writes `timestamp(3)`, the snapshot `timestamp (3)`.
      type: column.type.replaceAll(' (', '('),
    })),
    uniqueIndexes: Object.values(indexes)
      .filter(({ isUnique }) => isUnique)
      .map((index) => index.name),
  }));
}

const readKitJournal = () => readJson<KitJournal>(`${folder}/meta/_journal.json`);

function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}
