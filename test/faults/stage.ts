import { livenessLockSeed } from '../../src/db/connection/liveness.ts';
import { type FaultProxy, startFaultProxy } from '../chaos/fault-proxy.ts';
import { startTestApp, type TestApp, type TestAppWish } from '../support/app.ts';
import { createDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';

/** A test app whose way to the database can be made as bad as a network gets. */
export interface ProxiedApp {
  readonly t: TestApp;
  readonly proxy: FaultProxy;
  /** Past the proxy. */
  readonly directUrl: string;
  stop(): Promise<void>;
}

export async function startProxiedApp(wish: TestAppWish = {}): Promise<ProxiedApp> {
  const directUrl = await createDatabase();
  const { proxy, url } = await startDatabaseProxy(directUrl);
  const t = await startTestApp({ ...wish, databaseUrl: url });
  return {
    t,
    proxy,
    directUrl,
    async stop() {
      proxy.calm();
      await t.stop();
      await proxy.close();
    },
  };
}

/** A proxy before this database, and the URL that goes through it. */
export async function startDatabaseProxy(
  directUrl: string,
): Promise<{ proxy: FaultProxy; url: string }> {
  const { hostname: host, port } = new URL(directUrl);
  const proxy = await startFaultProxy({ host, port: Number(port) });
  return { proxy, url: throughPort(directUrl, proxy.port) };
}

export function throughPort(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.port = String(port);
  return url.href;
}

export interface WebhookReply {
  readonly id: string;
  readonly status: number;
  readonly retryAfter: string | null;
}

/** A provider that tells of a ringing call once, and does not try again. */
export async function ringOnce(webhookUrl: string, id: string): Promise<WebhookReply> {
  const event = { event: 'call.ringing', id, direction: 'INBOUND', peerNumber: '5511999990000' };
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(20_000),
    });
    await response.text();
    return { id, status: response.status, retryAfter: response.headers.get('retry-after') };
  } catch {
    // Nobody is there.
    return { id, status: 0, retryAfter: null };
  }
}

/** As a provider does: until it is taken. Answers what it was told on the way. */
export async function ringUntilTaken(webhookUrl: string, id: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let tries = 0; tries < 200 && statuses.at(-1) !== 200; tries++) {
    const { status } = await ringOnce(webhookUrl, id);
    statuses.push(status);
    if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return statuses;
}

/** Every journal entry of every call as `id KIND`, as the database has them. */
export async function journalOf(databaseUrl: string): Promise<string[]> {
  const rows = await queryOnce<{ entry: string }>(
    databaseUrl,
    `select call->>'provider_call_id' || ' ' || kind as entry from journal order by epoch, xid, id`,
  );
  return rows.map(({ entry }) => entry);
}

/** Ends the sessions of these names at this database, as an operator does. */
export function terminate(databaseUrl: string, namesLike: string): Promise<unknown> {
  return queryOnce(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like '${namesLike}'`,
  );
}

/** Ends the session that proves this one owner alive, and no other. */
export function endLife(databaseUrl: string, owner: string): Promise<unknown> {
  return queryOnce(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32 | objid::bigint) = hashtextextended('${owner}', ${livenessLockSeed})`,
  );
}
