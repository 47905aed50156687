import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { ask } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import type { Subgraph } from './contacts.ts';

export interface Gateway {
  readonly url: string;
  readonly socketUrl: string;
  readonly output: { text: string };
  stop(): Promise<void>;
}

export type GatewayName =
  | 'Hive Gateway'
  | 'Hive Gateway, router runtime'
  | 'Hive Gateway, HTTP callbacks'
  | 'Grafbase';

export function startGateway(
  name: GatewayName,
  calls: Subgraph,
  contacts: Subgraph,
): Promise<Gateway> {
  return start(name, (directory, port) => commands[name]({ calls, contacts }, directory, port));
}

/** Hive Gateway before any subgraphs, with the query planner of Hive Router. */
export function startRouterOf(subgraphs: Readonly<Record<string, Subgraph>>): Promise<Gateway> {
  return start('Hive Gateway', (directory, port) =>
    hive(subgraphs, directory, port, ['--hive-router-runtime']),
  );
}

async function start(
  name: string,
  commandIn: (directory: string, port: number) => Command,
): Promise<Gateway> {
  const directory = mkdtempSync(join(tmpdir(), 'supergraph-'));
  const port = await freePort();
  const command = commandIn(directory, port);
  const child = spawn(command.file, command.args, {
    cwd: here,
    env: { PATH: process.env.PATH, HOME: directory, NO_COLOR: '1', ...command.env },
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text = (output.text + text).slice(-20_000);
    });
  }
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${output.text}`);
    const answer = await ask<object>(url, null, '{ __typename }').catch(() => null);
    return answer?.data;
  };
  await until(isReady, 90_000).catch((error) => {
    child.kill('SIGKILL');
    throw new Error(`${error}\n${output.text}`);
  });
  return {
    url,
    socketUrl: `${url.replace('http', 'ws')}${command.socketPath}`,
    output,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const here = fileURLToPath(new URL('.', import.meta.url));

type Subgraphs = {
  readonly calls: Subgraph;
  readonly contacts: Subgraph;
};

interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly socketPath: string;
}

const commands: Record<
  GatewayName,
  (subgraphs: Subgraphs, directory: string, port: number) => Command
> = {
  'Hive Gateway': (subgraphs, directory, port) => hive(subgraphs, directory, port, []),
  'Hive Gateway, HTTP callbacks': (subgraphs, directory, port) =>
    hive(subgraphs, directory, port, [], 'hive-callbacks.config.mjs'),
  'Hive Gateway, router runtime': (subgraphs, directory, port) =>
    hive(subgraphs, directory, port, ['--hive-router-runtime']),
  Grafbase: grafbase,
};

function hive(
  subgraphs: Readonly<Record<string, Subgraph>>,
  directory: string,
  port: number,
  more: readonly string[],
  config = 'hive.config.mjs',
): Command {
  const supergraph = join(directory, 'supergraph.graphql');
  writeFileSync(supergraph, compose(subgraphs));
  return {
    file: process.execPath,
    args: [
      'node_modules/@graphql-hive/gateway/dist/bin.js',
      ...['supergraph', '-c', config, '-h', '127.0.0.1', '-p', String(port), ...more],
    ],
    env: {
      SUPERGRAPH_FILE: supergraph,
      PUBLIC_URL: `http://127.0.0.1:${port}/callback`,
      FORK: '1',
    },
    socketPath: '/graphql',
  };
}

function compose(subgraphs: Readonly<Record<string, Subgraph>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, { url, sdl }]) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(JSON.stringify(errors));
  return supergraphSdl;
}

/** It composes by itself, and reads the schema of one subgraph from a file and of the other from its server. */
function grafbase({ calls, contacts }: Subgraphs, directory: string, port: number): Command {
  const schema = join(directory, 'calls.graphql');
  writeFileSync(schema, calls.sdl);
  writeFileSync(
    join(directory, 'overrides.toml'),
    `[subgraphs.calls]
schema_path = "${schema}"
url = "${calls.url}"
websocket_url = "${calls.url.replace('http', 'ws')}"
[subgraphs.contacts]
introspection_url = "${contacts.url}"
url = "${contacts.url}"
`,
  );
  writeFileSync(
    join(directory, 'grafbase.toml'),
    `[graph]
introspection = true
[[headers]]
rule = "forward"
name = "authorization"
`,
  );
  return {
    file: grafbaseBinary(),
    args: [
      ...['dev', '-c', join(directory, 'grafbase.toml'), '-o', join(directory, 'overrides.toml')],
      ...['-p', String(port)],
    ],
    socketPath: '/ws',
  };
}

function grafbaseBinary(): string {
  const [binary] = globSync('node_modules/@grafbase/cli-*/grafbase', { cwd: here });
  if (!binary) throw new Error('Grafbase can be tested on Linux with an x64 processor only.');
  return join(here, binary);
}
