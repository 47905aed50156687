import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { serverUser, temporaryRoot } from '../support/postgres-binaries.ts';
import { until } from '../support/until.ts';

/** Where Debian's package puts it; null: not installed. */
export function findPgBouncer(): string | null {
  try {
    const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
    return execFileSync('/bin/sh', ['-c', 'command -v pgbouncer'], { env: { PATH: path } })
      .toString()
      .trim();
  } catch {
    return null;
  }
}

export interface PgBouncer {
  /** This database, through the pooler. */
  through(databaseUrl: string): string;
  stop(): Promise<void>;
}

export async function startPgBouncer(
  binary: string,
  server: string,
  settings: { mode: 'transaction' | 'session'; poolSize: number },
): Promise<PgBouncer> {
  const { hostname, port: serverPort, password } = new URL(server);
  const user = serverUser();
  const directory = mkdtempSync(join(temporaryRoot(user), 'calls-pgbouncer-'));
  const port = await freePort();
  const file = join(directory, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${serverPort} user=postgres password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${settings.mode}
default_pool_size = ${settings.poolSize}
max_client_conn = 200
`,
  );
  if (user) for (const path of [directory, file]) chownSync(path, user.uid, user.gid);
  const child = spawn(binary, ['-q', file], { ...user, cwd: directory, stdio: 'ignore' });
  const ended = once(child, 'close');
  await until(() => accepts(port));
  return {
    through: (databaseUrl) => Object.assign(new URL(databaseUrl), { port: String(port) }).href,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
