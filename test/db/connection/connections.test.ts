import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Connections,
  type ConnectionsSettings,
  openConnections,
} from '../../../src/db/connection/pool/connections.ts';
import { type CountingProxy, startCountingProxy } from '../../faults/counting-proxy.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';
import { holdLock, waitForLock } from './hold-lock.ts';

const role = `limited_${randomInt(1e9)}`;
let adminUrl: string;
let door: CountingProxy;
const atTheEnd: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  adminUrl = await createDatabase();
  await queryOnce(adminUrl, `create role ${role} login password 's'`);
  door = await startCountingProxy(Number(new URL(adminUrl).port));
});
afterAll(() => door.close());
afterEach(async () => {
  await Promise.all(atTheEnd.splice(0).map((end) => end()));
  await limitRole(-1);
});

type Choice = Pick<ConnectionsSettings, 'isPipelined'> & Partial<ConnectionsSettings>;

function open(choice: Choice): Connections {
  const url = Object.assign(new URL(adminUrl), {
    username: role,
    password: 's',
    port: door.port,
  }).href;
  const settings = { url, statementTimeoutMs: 60_000, options: {}, count: 3, ...choice };
  const connections = openConnections(settings);
  atTheEnd.push(() => connections.end());
  return connections;
}

/** The server process that answers. */
async function pid(connections: Connections, ms = 50): Promise<number> {
  const [row] = await connections.query(`select pg_sleep(${ms / 1000}), pg_backend_pid() as pid`);
  return (row as { pid: number }).pid;
}

/** Of so many statements at once. */
const pids = (connections: Connections, count: number, ms?: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => pid(connections, ms)));

const limitRole = (count: number) =>
  queryOnce(adminUrl, `alter role ${role} connection limit ${count}`);

const terminate = (one: number) => queryOnce(adminUrl, `select pg_terminate_backend(${one})`);

/** Loses the connection that takes the next statement when all are idle, and lets it not be opened again. */
async function loseFirst(connections: Connections): Promise<number> {
  const [first = 0] = await pids(connections, 3);
  await limitRole(1);
  await terminate(first);
  await expect(pid(connections)).rejects.toThrow();
  return first;
}

/** Begins statements that wait for a lock until `release` or the end of the test. Those whose connection is replaced fail. */
async function stick(
  connections: Connections,
  count: number,
): Promise<{ release(): Promise<void> }> {
  const held = await holdLock(adminUrl);
  atTheEnd.unshift(held.release);
  const stuck = Array.from({ length: count }, () => connections.query(waitForLock));
  void Promise.allSettled(stuck);
  await until(async () => (await waitingForLocks()).length === count);
  return held;
}

const waitingForLocks = () =>
  queryOnce(
    adminUrl,
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );

describe('connections to the server', () => {
  it('are as many as statements are under way, and one for statements after one another', async () => {
    const connections = open({ isPipelined: true });
    const [first, ...others] = await pids(connections, 3);
    expect(new Set([first, ...others]).size).toBe(3);
    const later = [await pid(connections), await pid(connections), await pid(connections)];
    expect(later).toEqual([first, first, first]);
  });

  it('that cannot be opened again are left alone while others are, however many statements there are', async () => {
    const connections = open({ isPipelined: true });
    const lost = await loseFirst(connections);
    const after = await pids(connections, 8, 5);
    expect(new Set(after).size).toBe(2);
    expect(after).not.toContain(lost);
    await limitRole(-1);
    await until(async () => new Set(await pids(connections, 3)).size === 3);
  });

  it('are tried once a second while they are down, also after statements failed and were answered in turns', async () => {
    const connections = open({ isPipelined: true, count: 1 });
    const cancelled = `do $$ begin raise exception sqlstate '57014'; end $$`;
    for (let turn = 0; turn < 5; turn++) {
      await expect(connections.query(cancelled)).rejects.toThrow();
      await pid(connections, 100);
    }
    const only = await pid(connections, 0);
    await limitRole(0);
    await terminate(only);
    await expect(pid(connections)).rejects.toThrow();
    const before = door.count();
    const startedAt = performance.now();
    await until(() => door.count() >= before + 3);
    expect(performance.now() - startedAt).toBeGreaterThan(1500);
  });

  it('that are down are tried with a statement that is no caller’s', async () => {
    const connections = open({ isPipelined: true });
    const lost = await loseFirst(connections);
    const before = door.count();
    await until(async () => {
      expect(await pid(connections, 0)).not.toBe(lost);
      return door.count() > before;
    });
    expect(await pid(connections, 0)).not.toBe(lost);
  });

  it('that hang when they are tried are replaced', async () => {
    const connections = open({ isPipelined: true, count: 2, statementTimeoutMs: 500 });
    const [hung = 0, other = 0] = await pids(connections, 2);
    // Stopped in the same turn, so before it is tried.
    const stopped = expect(pid(connections, 600_000))
      .rejects.toThrow('user request')
      .then(() => process.kill(hung, 'SIGSTOP'));
    const cancel = `select pg_cancel_backend(pid) from pg_stat_activity
      where pid = ${hung} and state = 'active'`;
    await until(async () => (await queryOnce(adminUrl, cancel)).length > 0);
    await stopped;
    atTheEnd.push(async () => process.kill(hung, 'SIGCONT'));
    const used = await until(async () => {
      const two = new Set(await pids(connections, 2));
      return two.size === 2 && [...two];
    });
    expect(used).toContain(other);
    expect(used).not.toContain(hung);
  });

  it('that are all busy take no statement behind a stuck one, however many there are', async () => {
    const connections = open({ isPipelined: true });
    const askedAt = performance.now();
    await pids(connections, 3, 0);
    const tookMs = performance.now() - askedAt;
    await stick(connections, 1);
    // A session that has answered slowly gets longer.
    await sleep(100 + 2 * tookMs);
    expect(new Set(await pids(connections, 12, 5)).size).toBe(2);
  });
});

describe('connections that take one statement at a time', () => {
  it('leave no statement waiting for a stuck one', async () => {
    const connections = open({ isPipelined: false });
    await stick(connections, 1);
    expect(new Set(await pids(connections, 12, 5)).size).toBe(2);
  });

  it('never send a statement for which none became free in time', async () => {
    const connections = open({ isPipelined: false, count: 1, statementTimeoutMs: 200 });
    await queryOnce(adminUrl, `create sequence sent; grant usage on sequence sent to ${role}`);
    const { release } = await stick(connections, 1);
    await expect(connections.query(`select nextval('sent')`)).rejects.toThrow('was not sent');
    await release();
    await until(() => pid(connections).catch(() => null));
    expect(await queryOnce(adminUrl, 'select is_called from sent')).toEqual([{ is_called: false }]);
  });

  it('send a statement that waits as soon as stuck ones are replaced', async () => {
    const connections = open({ isPipelined: false, statementTimeoutMs: 500 });
    await stick(connections, 3);
    const waiting = pids(connections, 3);
    connections.replaceSuspect();
    expect(new Set(await waiting).size).toBe(3);
  });

  it('send a statement that waits when one that was down is tried and answers', async () => {
    const connections = open({ isPipelined: false });
    await loseFirst(connections);
    await stick(connections, 2);
    const waiting = pid(connections);
    await limitRole(-1);
    expect(await waiting).toBeGreaterThan(0);
  });

  it('send statements in the order in which they came, also after one has broken', async () => {
    const connections = open({ isPipelined: false, count: 2 });
    const [first = 0] = await pids(connections, 2);
    await limitRole(1);
    const { release } = await stick(connections, 2);
    const order: number[] = [];
    const waiting = [1, 2, 3].map((n) => pid(connections).then(() => order.push(n)));
    await terminate(first);
    await until(async () => (await waitingForLocks()).length === 1);
    await release();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });
});
