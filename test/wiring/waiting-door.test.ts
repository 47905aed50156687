import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Log } from '../../src/log.ts';
import { createWaitingDoor } from '../../src/wiring/waiting-door.ts';
import { testConfig } from '../support/app.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A port that another server has. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Waits at these ports for two reasons, each told again and again, as by the lock of the migrations. Returns what was logged. */
async function waitAt(ports: { readonly PORT: number; readonly METRICS_PORT: number }) {
  const logged: string[] = [];
  const write = (message: string, { because, error }: Record<string, unknown> = {}) => {
    logged.push(`${message}: ${error instanceof Error ? error.message.split(' on ')[0] : because}`);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const config = {
    ...testConfig({ is: 'embedded', directory: '' }),
    port: ports.PORT,
    metrics: { port: ports.METRICS_PORT, token: null },
  };
  const door = createWaitingDoor(config, log);
  closings.push(() => door.close());
  door.because('a lock');
  door.because('a lock');
  await until(() => logged.length > 1);
  for (const reason of ['a lock', 'the owner', 'the owner']) door.because(reason);
  return logged;
}

describe('while the start waits', () => {
  it.each([
    ['PORT', 'METRICS_PORT'],
    ['METRICS_PORT', 'PORT'],
  ] as const)('%s, which is in use, is told once, and %s answers', async (taken, other) => {
    const ports = { PORT: await freePort(), METRICS_PORT: await freePort() };
    ports[taken] = await takenPort();
    const { [taken]: number, [other]: free } = ports;
    const logged = await waitAt(ports);
    const answer = await until(() => fetch(`http://127.0.0.1:${free}/readyz`).catch(() => null));
    expect([answer.status, await answer.text()]).toEqual([503, 'starting: the owner\n']);
    expect(logged).toEqual([
      'the start waits: a lock',
      `a port is not open while the start waits: ${taken} ${number} is in use`,
      'the start waits: the owner',
    ]);
  });
});
