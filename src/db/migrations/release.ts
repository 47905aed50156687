import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };
import { projectRoot } from '../../project-root.ts';

export const release: string = packageJson.version;

/** What this release brings in `drizzle/`: its migrations, and the schema that they lead to. */
export interface Migration {
  readonly name: string;
  /** As drizzle's own ledger identifies it. */
  readonly hash: string;
  readonly generatedAt: number;
  readonly statements: readonly string[];
}

export interface NeededTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The statements rely on these in `on conflict`. Other indexes only make them fast. */
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

/** From the snapshot that drizzle-kit keeps beside the newest migration. */
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
