import { randomInt } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postgresDriver } from '../../../src/db/connection/postgres.ts';
import { socketWithBackoff } from '../../../src/db/connection/reconnect-backoff.ts';
import { startCountingProxy } from '../../faults/counting-proxy.ts';
import { terminate, throughPort } from '../../faults/stage.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

/** Five connections have four pauses between them, of 40, 80, 160 and 320 ms. A timer may be early by less than 1 ms. */
const fiveTakeMs = 4 * 150 - 4;

const atTheEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of atTheEnd.splice(0).reverse()) await end();
});

describe('the connection that listens', () => {
  it('backs off while the server refuses its sessions, and listens again when it is admitted', async () => {
    const adminUrl = await createDatabase();
    const role = `listener_${randomInt(1e9)}`;
    await queryOnce(adminUrl, `create role ${role} login password 's'`);
    const door = await startCountingProxy(Number(new URL(adminUrl).port));
    atTheEnd.push(() => door.close());
    const url = new URL(throughPort(adminUrl, door.port));
    Object.assign(url, { username: role, password: 's' });
    const driver = await postgresDriver({ url: url.href, poolSize: 1, statementTimeoutMs: 60_000 });
    atTheEnd.push(() => driver.close());
    let heard = 0;
    await driver.onJournalNotify(() => heard++);

    await queryOnce(adminUrl, `alter role ${role} connection limit 0`);
    const before = door.count();
    const startedAt = performance.now();
    await terminate(adminUrl, '% listen');
    await until(() => door.count() >= before + 5);
    expect(performance.now() - startedAt).toBeGreaterThan(fiveTakeMs);

    const heardBefore = heard;
    await queryOnce(adminUrl, `alter role ${role} connection limit -1`);
    await until(() => heard > heardBefore);
  });
});

describe('connections that the server closes after it has agreed to TLS', () => {
  /** The address of a server that sends one byte, as for TLS, and closes. */
  async function startServer(): Promise<{ host: string[]; port: number[] }> {
    const server = createServer((socket) => socket.resume().end('S'));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    atTheEnd.push(async () => server.close());
    return { host: ['127.0.0.1'], port: [(server.address() as AddressInfo).port] };
  }

  it('come back ever later', async () => {
    const address = await startServer();
    const { socket } = socketWithBackoff(() => true);
    const startedAt = performance.now();
    for (let times = 0; times < 5; times++) await closed(await socket(address));
    expect(performance.now() - startedAt).toBeGreaterThan(fiveTakeMs);
  });

  it('are given up where the connection is then not wanted any more', async () => {
    const address = await startServer();
    let isWanted = true;
    const { socket } = socketWithBackoff(
      () => isWanted,
      () => {
        isWanted = false;
      },
    );
    await closed(await socket(address));
    await expect(socket(address)).rejects.toMatchObject({ code: 'CONNECTION_NOT_WANTED' });
  });

  it('are tried at each host of the address before they are given up', async () => {
    const { host, port } = await startServer();
    const hosts = { host: [...host, ...host], port: [...port, ...port] };
    let failures = 0;
    const { socket } = socketWithBackoff(
      () => true,
      () => failures++,
    );
    const counted: number[] = [];
    for (let times = 0; times < 4; times++) {
      await closed(await socket(hosts));
      counted.push(failures);
    }
    expect(counted).toEqual([0, 0, 1, 1]);
  });
});

const closed = (socket: Socket) => new Promise((resolve) => socket.resume().once('close', resolve));
