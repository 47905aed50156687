import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core';

/**
 * A prepared statement: the driver parses and plans it on first use and later runs it in one round trip.
 * Parameters are sent as text and cast in the statement, and rows hold only text, booleans, integers, timestamps and
 * jsonb, so that both drivers encode and decode them alike.
 */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly string[];
  /** The statement may change rows. Only observers of the database (`DatabaseObserver`) read this. */
  readonly writes: boolean;
  /** Never set: carries the row type. */
  readonly row?: Row;
}

export type Parameters = Readonly<Record<string, string | null>>;

const dialect = new PgDialect();

export function reading<Row>(name: string, query: SQL): Statement<Row> {
  return compile(name, query, false);
}

export function writing<Row>(name: string, query: SQL): Statement<Row> {
  return compile(name, query, true);
}

/**
 * Turns a query that returns one row into a statement that answers several questions. The parameters of the query become
 * columns of `questions`, a JSON array in which each question has a number `n`.
 */
export function readingEach<Row>(
  name: string,
  query: SQL,
): Statement<Row & { readonly n: number }> {
  const single = compile(name, query, false);
  const columns = [...new Set(single.parameters)].map((parameter) => `, "${parameter}" text`);
  // `$3` becomes the column of the third parameter.
  const ofQuestion = single.text.replace(
    /\$(\d+)/g,
    (_, position) => `q."${single.parameters[Number(position) - 1]}"`,
  );
  // Without `offset 0` the planner merges the query with the set of questions, overestimates the set, and may scan whole tables.
  return reading(
    name,
    sql`select q.n, answer.* from jsonb_to_recordset(${json('questions')}) as q(n int${sql.raw(columns.join(''))})
      cross join lateral (${sql.raw(ofQuestion)} offset 0) answer`,
  );
}

function compile<Row>(name: string, query: SQL, writes: boolean): Statement<Row> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  // Every parameter is a placeholder of drizzle, which has a name.
  const parameters = params.map((param) => (param as { name: string }).name);
  return { name, text, parameters, writes };
}

export function valuesOf(statement: Statement<unknown>, parameters: Parameters): (string | null)[] {
  return statement.parameters.map((name) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${statement.name} needs the parameter ${name}`);
    // PostgreSQL rejects NUL in text.
    return value?.replaceAll('\0', '\ufffd') ?? null;
  });
}

/** Makes a value for a `json` parameter. PostgreSQL rejects NUL and lone surrogates in jsonb, so they become U+FFFD. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes('\\u')) return json;
  // A `\u` is an escape only after an even number of backslashes. Whole surrogate pairs are not escaped.
  return json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g, '$1\ufffd');
}

// A parameter of a statement, in the type that the statement needs.
export const text = (name: string): SQL => sql`${sql.placeholder(name)}::text`;
export const int = (name: string): SQL => sql`${sql.placeholder(name)}::text::int`;
export const json = (name: string): SQL => sql`${sql.placeholder(name)}::text::jsonb`;
export const moment = (name: string): SQL => sql`${sql.placeholder(name)}::text::timestamptz`;
/** The time `ms` milliseconds from now. */
export const inMs = (ms: SQL): SQL => sql`now() + (${ms}) * interval '1 millisecond'`;
/** The strings of a JSON array, for `= any(...)`. */
export const texts = (name: string): SQL =>
  sql`array(select jsonb_array_elements_text(${json(name)}))`;

/** The names of the table's columns, or of the columns of `fields`, always in the same order. */
export function columnNames(table: PgTable, fields?: readonly string[]): string[] {
  return Object.entries(getTableColumns(table))
    .filter(([field]) => fields === undefined || fields.includes(field))
    .map(([, column]) => column.name);
}

export function columnList(names: readonly string[], of?: string): SQL {
  const prefix = of === undefined ? '' : `${of}.`;
  return sql.raw(names.map((name) => `${prefix}"${name}"`).join(', '));
}

/** The rows of a JSON array of objects, typed as the table's columns. */
export function rowsFrom(array: SQL, table: PgTable, names: readonly string[], as: string): SQL {
  return sql`jsonb_to_recordset(${array}) as ${typedColumns(table, names, as)}`;
}

/** One JSON object as a row. */
export function recordFrom(object: SQL, table: PgTable, names: readonly string[], as: string): SQL {
  return sql`jsonb_to_record(${object}) as ${typedColumns(table, names, as)}`;
}

function typedColumns(table: PgTable, names: readonly string[], as: string): SQL {
  const types = new Map(
    Object.values(getTableColumns(table)).map((column) => [column.name, column.getSQLType()]),
  );
  return sql.raw(`${as}(${names.map((name) => `"${name}" ${types.get(name)}`).join(', ')})`);
}
