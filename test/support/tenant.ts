import { newApiKey } from '../../src/access/keys/api-key.ts';
import type { App } from '../../src/app.ts';
import { newId } from '../../src/call/ids.ts';
import { insertKey } from '../../src/db/api-keys.ts';
import { addLine, type TestLine, unreachable } from './lines.ts';
import { queryOnce } from './query-once.ts';

/** Another tenant at the same service, with a line of its own. */
export interface OtherTenant extends TestLine {
  readonly tenantKey: string;
}

export async function addTenant(app: App, databaseUrl: string): Promise<OtherTenant> {
  const tenantId = newId('ten');
  await queryOnce(databaseUrl, `insert into tenants (id, name) values ('${tenantId}', 'another')`);
  const { id, key: tenantKey, hash } = newApiKey();
  const stored = { tenantId, id, hash, name: 'their first key', lineIds: null };
  await insertKey(app.db, { ...stored, scopes: null, expiresAt: null }, null);
  return { tenantKey, ...(await addLine({ url: app.url, tenantKey }, unreachable())) };
}
