import { parseArgs } from 'node:util';
import { newApiKey } from '../access/keys/api-key.ts';
import type { TenantId } from '../call/ids.ts';
import type { Environment } from '../config/read-settings.ts';
import { ConfigError, readConfig } from '../config.ts';
import { insertKey } from '../db/api-keys.ts';
import type { Database } from '../db/connection/database.ts';
import { openDatabase } from '../db/connection/open-database.ts';
import { readTenantNames, type TenantName } from '../db/tenant-names.ts';
import { makeFirstKey, operatorScopes } from '../start/first-key.ts';

const usage =
  'npm run key -- [--tenant ten_…] [--name "who uses it"]   makes a tenant-wide API key\n';

/** A mistake that the operator can correct. Any other error is a bug or a fault, and is printed with its stack. */
class OperatorMistake extends Error {}

/** `wantedId` is the tenant that the operator names; undefined if the operator names none. */
async function makeKey(db: Database, wantedId: string | undefined, name: string): Promise<string> {
  if (wantedId === undefined) {
    // An empty database gets its first tenant together with its first key. Null: there is a tenant.
    const firstKey = await makeFirstKey(db, name);
    if (firstKey !== null) return firstKey;
  }
  const tenants = await readTenantNames(db);
  const { id, key, hash } = newApiKey();
  const tenantId = chooseTenant(tenants, wantedId);
  // Without lines the key is tenant-wide. Such a key configures and does not act on calls, so it has all scopes but `calls:reject`.
  // No audit entry is written, because no principal acts.
  const stored = { tenantId, id, hash, name, lineIds: null, expiresAt: null };
  await insertKey(db, { ...stored, scopes: operatorScopes }, null);
  return key;
}

function chooseTenant(tenants: readonly TenantName[], wantedId: string | undefined): TenantId {
  const list = tenants.map(({ id, name }) => `  ${id}  ${name}\n`).join('');
  const [only, another] = tenants;
  if (wantedId === undefined && only && !another) return only.id;
  if (wantedId === undefined)
    throw new OperatorMistake(`Say for which tenant, with --tenant:\n${list}`);
  const chosen = tenants.find(({ id }) => id === wantedId);
  if (chosen) return chosen.id;
  throw new OperatorMistake(`There is no tenant ${wantedId}. These are the tenants:\n${list}`);
}

/** Makes a key as the operator's arguments say, and returns it. */
export async function keyCommand(
  args: readonly string[],
  environment: Environment,
): Promise<string> {
  const { tenant, name } = parseArgs({
    args: [...args],
    options: { tenant: { type: 'string' }, name: { type: 'string', default: 'operator' } },
  }).values;
  if (name.trim() === '' || name.length > 100) {
    throw new OperatorMistake('A name has 1 to 100 characters.');
  }
  const db = await openDatabase(readConfig(environment).database);
  try {
    return await makeKey(db, tenant, name);
  } finally {
    await db.close();
  }
}

/** What the operator is told of an error of `keyCommand`. */
export function explainKeyError(error: unknown): string {
  const isUsage = isParseArgsError(error);
  const isMistake = error instanceof OperatorMistake || error instanceof ConfigError || isUsage;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${isMistake ? error.message : text}\n${isUsage ? usage : ''}`;
}

/** `parseArgs` throws TypeErrors with a code of its own. */
function isParseArgsError(error: unknown): error is TypeError {
  return (
    error instanceof TypeError &&
    String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS_')
  );
}
