import { rmSync } from 'node:fs';
import { createDatabase, type Database, type Driver } from '../../src/db/connection/database.ts';
import { openEmbedded } from '../../src/db/connection/embedded.ts';
import {
  acquireLivenessLock,
  type Owner,
  ownerWithoutLock,
} from '../../src/db/connection/liveness.ts';
import { postgresDriver } from '../../src/db/connection/postgres.ts';
import { migrateEmbedded } from '../../src/db/migrations/migrate.ts';
import { startFeed } from '../../src/feed/feed.ts';
import * as support from '../support/database.ts';
import { createEmbeddedDirectory } from '../support/embedded.ts';

const limits = { statementTimeoutMs: 5000, maxWaiting: 2000 };

/** How others learn that a process has died: by its lock, or only by the end of its lease. */
export type Mortality = 'known-by-lock' | 'known-by-lease';

export interface Name {
  readonly owner: Owner;
  die(): Promise<void>;
  /** The process has lived to the end of its run: another may have the name. */
  giveBack(): void;
}

/** A database for all runs of a property, with what lies outside the processes. */
export interface Stage {
  readonly db: Database;
  readonly feed: Awaited<ReturnType<typeof startFeed>>;
  /** How the processes at it die; the embedded database has one process at a time. */
  readonly mortality: readonly Mortality[];
  ask<Row>(query: string, values?: string[]): Promise<Row[]>;
  newName(mortality: Mortality): Promise<Name>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function stageOnPostgres(): Promise<Stage> {
  const url = await support.createDatabase();
  const driver = await postgresDriver({ url, poolSize: 4, statementTimeoutMs: 5000 });
  const alive: Name[] = [];
  const stage = await stageOn(driver, ['known-by-lock', 'known-by-lease'], async () => {
    return alive.pop() ?? (await proven(url, (name) => alive.push(name)));
  });
  return {
    ...stage,
    async close() {
      await Promise.all(alive.map((name) => name.die()));
      await stage.close();
    },
  };
}

async function proven(url: string, keep: (name: Name) => void): Promise<Name> {
  const lock = await acquireLivenessLock(url);
  const name = { owner: lock.owner(), die: () => lock.release(), giveBack: () => keep(name) };
  return name;
}

export async function stageOnEmbedded(): Promise<Stage> {
  const directory = await createEmbeddedDirectory();
  const { client, driverWith } = await openEmbedded(directory);
  const driver = driverWith(null);
  await migrateEmbedded(client, {
    schema: null,
    waitMs: 1000,
    onWaiting() {},
    onApplied() {},
  });
  let named = 0;
  const stage = await stageOn(driver, ['known-by-lock'], async () => {
    named++;
    const owner = ownerWithoutLock(`the embedded process ${named}`);
    return { owner, die: async () => {}, giveBack() {} };
  });
  return {
    ...stage,
    async close() {
      await stage.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function stageOn(
  driver: Driver,
  mortality: readonly Mortality[],
  provenName: () => Promise<Name>,
): Promise<Stage> {
  const db = createDatabase(driver, limits);
  const troubles: unknown[] = [];
  const feed = await startFeed(db, {
    pollMs: 250,
    bufferCapacity: 100,
    minGapMs: 0,
    notifyIntervalMs: 2,
    onTrouble: (error) => troubles.push(error),
    watermark: { heldTooLongMs: Number.POSITIVE_INFINITY, onHeld() {}, onFreed() {} },
  });
  let leaseOnly = 0;
  const ask = async <Row>(query: string, values: string[] = []) =>
    (await driver.query(query, values)) as Row[];
  return {
    db,
    feed,
    mortality,
    ask,
    async newName(how) {
      if (how === 'known-by-lock') return provenName();
      leaseOnly++;
      const owner = ownerWithoutLock(`lease-only:${leaseOnly}`);
      return { owner, die: async () => {}, giveBack() {} };
    },
    async clear() {
      // Otherwise the audit log cannot be deleted.
      await ask('update tenants set erasing_since = now()');
      for (const table of filled) await ask(`delete from ${table}`);
    },
    async close() {
      await feed.stop();
      await db.close();
      if (troubles.length > 0) throw troubles[0];
    },
  };
}

const filled = [
  ...['effect_attempts', 'effects', 'journal', 'idempotency_keys', 'inbox', 'call_aliases'],
  ...['calls', 'caller_addresses', 'callers', 'lines', 'audit_log', 'tenants'],
];
