import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { postEvent } from '../support/webhook.ts';

/** Writes journal entries of one call as badly as a database allows. */
export interface RawWriter {
  write(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Transactions that stay open for a while, get their number long before their entry, or are given up. */
export function createRawWriter(
  databaseUrl: string,
  callId: string,
  firstRevision: number,
): RawWriter {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  let revision = firstRevision;

  const insert = async (tx: postgres.TransactionSql) => {
    revision++;
    await tx`insert into journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, call)
      select epoch, tenant_id, line_id, call_id, ${revision}::int, 'NOTED', now(), actor,
        call || jsonb_build_object('revision', ${revision}::int)
      from journal where call_id = ${callId} and revision = 1`;
  };

  const manners: readonly ((tx: postgres.TransactionSql, ms: number) => Promise<void>)[] = [
    async (tx, ms) => {
      await insert(tx);
      await sleep(ms);
    },
    async (tx, ms) => {
      await tx`select pg_current_xact_id()`;
      await sleep(ms);
      await insert(tx);
    },
  ];

  async function giveUp(): Promise<void> {
    const gaveUp = new Error('given up');
    const given = sql.begin(async (tx) => {
      await insert(tx);
      await sleep(1);
      throw gaveUp;
    });
    await given.catch((error: unknown) => {
      if (error !== gaveUp) throw error;
    });
  }

  return {
    async write(count) {
      for (let n = 0; n < count; n++) {
        if (n % 5 === 0) await giveUp();
        const manner = manners[n % manners.length];
        await sql.begin((tx) => manner?.(tx, 1 + Math.random() * 8));
      }
    },
    close: () => sql.end({ timeout: 2 }),
  };
}

/** Rings one call after the other at a webhook. */
export async function writeByWebhook(url: string, name: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const id = `call_${name}_${n}`;
    const event = { event: 'call.ringing', id, direction: 'INBOUND', peerNumber: '5511999990000' };
    await postEvent(url, event);
  }
}

/** The reader that everybody writes first: what is new is what has a greater number. */
export function startSequenceReader(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const seen = new Set<string>();
  let last = '0';
  let stopped = false;

  async function look(): Promise<void> {
    const rows = await sql`select id::text as id from journal
      where id > ${last}::bigint order by id`;
    for (const { id } of rows) seen.add(id);
    last = rows.at(-1)?.id ?? last;
  }

  async function run(): Promise<void> {
    while (!stopped) await look();
    await look();
  }

  const running = run();
  return {
    async stop(): Promise<number> {
      stopped = true;
      await running;
      await sql.end({ timeout: 2 });
      return seen.size;
    },
  };
}
