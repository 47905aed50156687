import postgres from 'postgres';
import { newApiKey } from '../../src/access/api-key.ts';
import type { App } from '../../src/app.ts';
import { type LineId, newId } from '../../src/call/ids.ts';
import { insertKey } from '../../src/db/api-keys.ts';
import { viewerOf } from './viewer.ts';

/** A line, with a key for it alone. */
export interface TestLine {
  readonly lineId: LineId;
  readonly key: string;
  readonly tenantKey: string;
  readonly webhookUrl: string;
}

/** One more line of the tenant that has this key. */
export async function addLine(app: App, tenantKey: string, apiKey: string): Promise<TestLine> {
  const viewer = await viewerOf(app, tenantKey);
  const account = { apiKey, baseUrl: 'http://127.0.0.1:9' };
  const saved = await app.lines.register(viewer, {
    name: 'Another desk',
    accounts: { PILOT_STATUS: account },
  });
  if (saved.is !== 'saved' || !saved.webhookUrl) throw new Error(JSON.stringify(saved));
  const made = await app.keys.create(viewer, 'another agent', [saved.line.id]);
  if (made === 'line-not-found') throw new Error(made);
  const webhookUrl = app.url + new URL(saved.webhookUrl).pathname;
  return { lineId: saved.line.id, key: made.key, tenantKey, webhookUrl };
}

/** Somebody else at the same service, with a line. */
export async function addTenant(app: App, databaseUrl: string): Promise<TestLine> {
  const tenantId = newId('ten');
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`insert into tenants (id, name) values (${tenantId}, 'somebody else')`;
  await sql.end();
  const { id, key, hash } = newApiKey();
  await insertKey(app.db, { tenantId, id, hash, name: 'their first key', lineIds: null });
  return addLine(app, key, 'ps_their_own_key');
}
