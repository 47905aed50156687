import { parseArgs } from 'node:util';
import type { TenantId } from '../call/ids.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { openDatabase } from '../db/connection/open-database.ts';
import {
  beginErasure,
  eraseTenantRows,
  type TenantErasure,
} from '../db/housekeeping/erase-tenant.ts';
import { run, say } from './run.ts';

const usage = 'npm run erase-tenant -- --tenant ten_… --name "its name"';
const batch = 500;

/** Deletes everything of a tenant. Goes on where it stopped when it is run again. */
async function eraseTenant(): Promise<void> {
  const { tenant, name } = parseArgs({
    options: { tenant: { type: 'string' }, name: { type: 'string' } },
  }).values;
  if (!tenant || name === undefined) throw new Error(usage);
  // Only this user may read the files of an embedded database.
  process.umask(0o077);
  const db = await openDatabase(readConfig().database);
  try {
    const target = { id: tenant as TenantId, name };
    await beginOrReadErasure(db, target);
    // Each step deletes one batch. It returns 0 when nothing is left to erase, or when other processes have locked the rest.
    while ((await eraseTenantRows(db, target.id, batch)) > 0);
    const { endedAt, rows } = await beginOrReadErasure(db, target);
    for (const [table, count] of Object.entries(rows)) say(`${table}: ${count} rows deleted`);
    if (!endedAt) throw new Error('Some rows are in use. Run this again.');
    say(`nothing is left of ${tenant} but its id, these numbers and two times`);
  } finally {
    await db.close();
  }
}

/** Begins the erasure. Throws if there is no such tenant or it has another name. If it was begun before, only reads its progress. */
async function beginOrReadErasure(
  db: Database,
  target: { readonly id: TenantId; readonly name: string },
): Promise<TenantErasure> {
  // Without an audit entry: no operator of the API asks for this.
  const answer = await beginErasure(db, target, null);
  if (answer === 'not-found') throw new Error(`There is no tenant ${target.id}.`);
  if (answer === 'other-name')
    throw new Error(`${target.id} has another name: nothing was erased.`);
  return answer;
}

await run(usage, eraseTenant);
