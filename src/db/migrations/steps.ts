import type { Migration } from './release.ts';

/**
 * A migration is applied in up to two steps, each with a row of its own in the ledger: everything but its indexes in one
 * short transaction, then its indexes, which are built or dropped without blocking writes and outside of a transaction.
 */
export interface Step {
  readonly name: string;
  /** The names of the step's rows in the ledger. */
  readonly entries: readonly string[];
  readonly hash: string;
  readonly is: 'transaction' | 'indexes';
  readonly statements: readonly string[];
}

/** Such as `CREATE UNIQUE INDEX "calls_newest" ON …` or `DROP INDEX CONCURRENTLY "calls_newest"`. */
const index =
  /^(?<verb>CREATE(?: UNIQUE)? INDEX|DROP INDEX)(?: CONCURRENTLY)?(?: IF (?:NOT )?EXISTS)? "(?<name>[^"]+)"(?<rest>[\s\S]*)$/i;

export interface IndexChange {
  readonly is: 'create' | 'drop';
  readonly name: string;
  /**
   * The statement that creates or drops the index under this name without blocking writes. An index that replaces one of the same name
   * is built under another first. Has no `IF EXISTS` or `IF NOT EXISTS`, because the state of the index is read before.
   */
  textFor(name: string): string;
}

/** In an empty database no other session holds locks, so each migration is one step, which is faster. */
export function stepsOf(migration: Migration, database: 'empty' | 'in use'): Step[] {
  const { name, hash, statements } = migration;
  const indexes = statements.filter((text) => indexChange(text) !== null);
  const entries = indexes.length === 0 ? [name] : [name, `${name}/indexes`];
  if (database === 'empty') {
    const atOnce = statements.map((text) => text.replace(/\bCONCURRENTLY /i, ''));
    return [{ name, entries, hash, is: 'transaction', statements: atOnce }];
  }
  const others = statements.filter((text) => indexChange(text) === null);
  return entries.map((entry) =>
    entry === name
      ? { name, entries: [name], hash, is: 'transaction', statements: others }
      : { name: entry, entries: [entry], hash, is: 'indexes', statements: indexes },
  );
}

/** Returns null if the statement creates or drops no index. */
export function indexChange(statement: string): IndexChange | null {
  const { verb, name, rest } = index.exec(withoutLeadingComments(statement))?.groups ?? {};
  if (verb === undefined || name === undefined || rest === undefined) return null;
  const is = verb.toUpperCase().startsWith('DROP') ? 'drop' : 'create';
  const end = rest.replace(/;\s*$/, '');
  return { is, name, textFor: (other) => `${verb} CONCURRENTLY "${other}"${end}` };
}

const withoutLeadingComments = (statement: string) => statement.replace(/^(?:--.*\n|\s)*/, '');
