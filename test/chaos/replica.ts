import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Guard } from './guard.ts';
import type { Note } from './history.ts';

/** A process of the service, started again at once whenever it dies. */
export interface Replica {
  readonly name: string;
  readonly url: string;
  /** Between it and the database. */
  readonly proxy: FaultProxy;
  /** False: it is not running now. */
  signal(name: NodeJS.Signals): boolean;
  /** The key that it showed, if it was the first on an empty database. */
  firstKey(): string | undefined;
  isReady(): Promise<boolean>;
  /** How often it was started. */
  readonly starts: number;
  stop(): Promise<void>;
}

export interface ReplicaWish {
  readonly name: string;
  readonly proxy: FaultProxy;
  /** Of the real server: host and port become those of the proxy. */
  readonly databaseUrl: string;
  readonly out: string;
  readonly guard: Guard;
  readonly note: Note;
  /** How far its clock is ahead. */
  readonly clockSkewMs: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const skewedClock = fileURLToPath(new URL('../support/skewed-clock.ts', import.meta.url));
const ending: ReadonlySet<NodeJS.Signals> = new Set(['SIGKILL', 'SIGTERM']);
const stopPatienceMs = 8000;
const maxStarts = 2000;

export async function startReplica(wish: ReplicaWish): Promise<Replica> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = createWriteStream(join(wish.out, `${wish.name}.log`));
  const env = environment(wish, port, url);
  let stopping = false;
  /** Whether it was told to end. */
  let told = false;
  let firstKey: string | undefined;
  let child: ChildProcess;
  let starts = 0;
  let ended = Promise.resolve();

  function start(): void {
    starts++;
    told = false;
    let servesSince: number | undefined;
    const process_ = spawn(process.execPath, ['src/launch/launch.mjs'], { cwd: root, env });
    child = process_;
    if (process_.pid !== undefined) wish.guard.watch(process_.pid);
    for (const stream of [process_.stdout, process_.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        if (bytes.includes(' serves ')) servesSince ??= Date.now();
        firstKey ??= /^ +(cs_\S+)$/m.exec(bytes.toString())?.[1];
        log.write(bytes);
      });
    }
    ended = new Promise((resolve) => {
      process_.once('exit', (code, signal) => {
        log.write(`--- it ended: ${signal ?? code}\n`);
        const wasServing = servesSince !== undefined;
        const served = { is: 'served', replica: wish.name, until: Date.now() } as const;
        if (wasServing) wish.note(served, servesSince);
        if (!told) wish.note({ is: 'died', replica: wish.name, code, wasServing });
        if (process_.pid !== undefined) wish.guard.release(process_.pid);
        if (!stopping && starts < maxStarts) setTimeout(start, code === 0 || signal ? 0 : 500);
        resolve();
      });
    });
  }

  start();
  return {
    name: wish.name,
    url,
    proxy: wish.proxy,
    get starts() {
      return starts;
    },
    signal(name) {
      const isTold = child.kill(name);
      if (isTold && ending.has(name)) told = true;
      return isTold;
    },
    firstKey: () => firstKey,
    isReady: () => isReady(url),
    async stop() {
      stopping = true;
      told = true;
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(stopPatienceMs)]);
      child.kill('SIGKILL');
      await ended;
      log.end();
    },
  };
}

export const sealKey = 'a secret only for chaos and long enough to be one';

function environment({ databaseUrl, proxy, clockSkewMs }: ReplicaWish, port: number, url: string) {
  const proxied = new URL(databaseUrl);
  proxied.port = String(proxy.port);
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    ...(clockSkewMs !== 0 && {
      NODE_OPTIONS: `--import ${skewedClock}`,
      CLOCK_SKEW_MS: String(clockSkewMs),
    }),
    DATABASE_URL: proxied.href,
    SEAL_KEYS: sealKey,
    PORT: String(port),
    PUBLIC_URL: url,
    DEMO: 'off',
    DRAIN_MS: '500',
    LOG_LEVEL: 'info',
    ALLOWED_HOSTS: '127.0.0.1',
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
