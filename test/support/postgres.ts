import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { memoryRoot } from './memory-root.ts';
import { postgresBin, type ServerUser, serverUser, temporaryRoot } from './postgres-binaries.ts';

const startDeadlineMs = 60_000;
// A standby accepts `read-only connections`.
const readyMessage = /database system is ready to accept (?:read-only )?connections/;

// One line on standard input is the signal that ends the server. The end of standard input without
// one, which is also what our own death looks like, ends it at once and takes its data along.
const supervisor = `
  home=$1; shift
  "$@" </dev/null & server=$!
  exec >/dev/null 2>&1
  if read -r signal; then kill -s "$signal" $server; wait $server; exit 0; fi
  kill -s QUIT $server; wait $server
  cd / && rm -rf "$home"
`;

const signals = { fast: 'INT', immediate: 'QUIT', kill: 'KILL' } as const;

export type Ending = keyof typeof signals;

export type Postgres = {
  /** The directory with its data. */
  data: string;
  port: number;
  password: string;
  /** The superuser's URL of the database `postgres`; the same after every restart. */
  url: string;
  restart(ending: Ending): Promise<void>;
  /** SIGKILL for the postmaster; the data stays for `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Down for good, data removed. */
  stop(): Promise<void>;
};

export type PostgresWish = {
  durable?: boolean;
  /** Server parameters. */
  parameters?: Record<string, string | number>;
  /** A copy of this server's data instead of an empty cluster, with its password. */
  copyOf?: { data: string; password: string };
  port?: number;
};

type Home = {
  dir: string;
  bin: string;
  user: ServerUser;
  durable: boolean;
  parameters: Record<string, string | number>;
};

type Server = { closed: Promise<unknown>; say: (lastWord: string) => void };

/** A PostgreSQL server of our own, which never outlives this process. */
export async function startPostgres(options: PostgresWish = {}): Promise<Postgres> {
  const user = serverUser();
  const { durable = false, parameters = {}, copyOf } = options;
  // A copy is moved in, which needs the same disk. What is durable shall cost what a disk costs.
  const root = durable || copyOf ? temporaryRoot(user) : memoryRoot(user);
  const dir = mkdtempSync(join(root, 'calls-postgres-data-'));
  const home = { dir, bin: postgresBin(user), user, durable, parameters };
  const password = copyOf?.password ?? randomBytes(12).toString('hex');
  if (copyOf) moveIn(home, copyOf.data);
  else await initialise(home, password);
  const port = options.port ?? (await freePort());
  let server: Server | undefined = await run(home, port);

  async function start(): Promise<void> {
    server ??= await run(home, port);
  }
  async function end(lastWord: string): Promise<void> {
    const ending = server;
    server = undefined;
    ending?.say(lastWord);
    await ending?.closed;
  }
  return {
    data: join(dir, 'data'),
    port,
    password,
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    start,
    kill: () => end(`${signals.kill}\n`),
    restart: async (ending) => {
      await end(`${signals[ending]}\n`);
      await start();
    },
    stop: async () => {
      await end('');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function moveIn({ dir, user }: Home, data: string): void {
  renameSync(data, join(dir, 'data'));
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, dir]);
}

async function initialise({ dir, bin, user }: Home, password: string): Promise<void> {
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) {
    for (const path of [dir, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const flags = ['-U', 'postgres', '-A', 'password', '--pwfile', passwordFile, '--no-sync'];
  const locale = ['--encoding', 'UTF8', '--locale-provider', 'builtin', '--locale', 'C.UTF-8'];
  await promisify(execFile)(join(bin, 'initdb'), [...flags, ...locale, '-D', join(dir, 'data')], {
    ...user,
    cwd: dir,
    env: { LC_ALL: 'C' },
    timeout: startDeadlineMs,
  });
}

async function run(home: Home, port: number): Promise<Server> {
  const postgres = [join(home.bin, 'postgres'), '-D', join(home.dir, 'data')];
  const command = [...postgres, ...settings(home, port)];
  const child = spawn('/bin/sh', ['-c', supervisor, 'supervisor', home.dir, ...command], {
    ...home.user,
    cwd: home.dir,
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A Ctrl-C at the terminal is for the tests, which end the server when they are done.
    detached: true,
  });
  // Closed when the last process that holds standard error is gone: a new server can start then.
  const closed = new Promise((resolve) => child.once('close', resolve));
  await ready(child);
  return { closed, say: (lastWord) => child.stdin.end(lastWord) };
}

function settings({ durable, parameters }: Home, port: number): string[] {
  const careless = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    // It would start a process twice a second, for the many databases of a run.
    autovacuum: 'off',
    io_method: 'sync',
  };
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(durable ? {} : careless),
    ...parameters,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function ready(child: ChildProcessByStdio<Writable, null, Readable>): Promise<void> {
  const outcome = Promise.withResolvers<void>();
  let log = '';
  const fail = (why: string) => outcome.reject(new Error(`PostgreSQL ${why}:\n${log}`));
  const deadline = setTimeout(fail, startDeadlineMs, 'did not start in time');
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-8_000);
    if (readyMessage.test(log)) outcome.resolve();
  });
  child.once('error', outcome.reject);
  child.stdin.on('error', outcome.reject);
  child.stderr.once('end', () => fail('ended while it started'));
  try {
    await outcome.promise;
  } catch (error) {
    child.stdin.end();
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}
