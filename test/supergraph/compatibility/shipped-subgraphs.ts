import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../../support/client.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';
import type { Subgraph } from '../contacts.ts';

/** A subgraph that comes with the suite: `users` or `inventory`. */
export async function startShipped(suite: string, name: string): Promise<Subgraph> {
  const folder = join(suite, 'dist/subgraphs', name);
  const port = await freePort();
  const child = spawn(process.execPath, ['index.js'], {
    cwd: folder,
    env: { PATH: process.env.PATH, [`${name.toUpperCase()}_PORT`]: String(port) },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended.`);
    return (await ask(url, null, '{ __typename }').catch(() => null))?.data;
  });
  return {
    url: `${url}/graphql`,
    sdl: readFileSync(join(folder, `${name}.graphql`), 'utf8'),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
