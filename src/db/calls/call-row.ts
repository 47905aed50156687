import { type SQL, sql } from 'drizzle-orm';
import type { CallFields } from '../../call/call.ts';
import { currentCallerId } from '../callers/known-callers.ts';
import { columnList, columnNames, reading, type Statement } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';

const caller = sql`${currentCallerId(sql`c.caller_id`)} as caller_id`;
/** True for a column that is read as it is stored; `caller_id` may be the former id of a merged caller. */
const isReadAsStored = (column: string) => column !== 'caller_id';

/** The columns of the call `c` for `callFromRow`, with the caller's current id. Needs the parameter tenant. */
export const callColumns = sql`${columnList(columnNames(calls).filter(isReadAsStored), 'c')}, ${caller}`;

/** The columns of the call `c` as one jsonb value, for a call within other JSON. Needs the parameter tenant. */
export const callRow = sql`(to_jsonb(c) || jsonb_build_object('caller_id', ${currentCallerId(sql`c.caller_id`)}))`;

/** Bounds the prepared statements that each connection keeps: once so many choices of fields have one, any other reads all columns. */
const maxChoices = 32;

/**
 * Returns a function from the fields that are asked for to a statement that reads only their columns, because decoding each cell
 * takes time. All these statements have the same name, which only metrics and messages use.
 */
export function readingFields<Row>(
  name: string,
  query: (columns: SQL) => SQL,
): (fields: CallFields) => Statement<Row> {
  const whole = reading<Row>(name, query(callColumns));
  const byChoice = new Map<string, Statement<Row>>();

  return (fields) => {
    if (fields === 'ALL') return whole;
    const choice = fields.join();
    const prepared = byChoice.get(choice);
    if (prepared) return prepared;
    if (byChoice.size >= maxChoices) return whole;
    const narrow = reading<Row>(name, query(columnsOf(fields)));
    byChoice.set(choice, narrow);
    return narrow;
  };
}

/** `CallFields` promises `id` and `lineId` with every choice. */
function columnsOf(fields: readonly string[]): SQL {
  const list = columnList(
    columnNames(calls, ['id', 'lineId', ...fields]).filter(isReadAsStored),
    'c',
  );
  return fields.includes('callerId') ? sql`${list}, ${caller}` : list;
}
