import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { OnRefused } from '../../../src/access/refusals.ts';
import type { CallbackHttp, OnCallback } from '../../../src/graphql/callbacks/courier.ts';
import type { Limits } from '../../../src/graphql/limits.ts';
import type { Log } from '../../../src/graphql/log.ts';
import { createGraphqlServer } from '../../../src/graphql/server.ts';
import type { Timing } from '../../../src/graphql/timing.ts';
import type { Json } from './json.ts';
import { createMemoryHost } from './memory-host.ts';

interface Settings {
  readonly limits?: Partial<Limits>;
  readonly timing?: Partial<Timing>;
  readonly origins?: readonly string[];
  readonly ownOrigin?: string;
  readonly corsHeaders?: readonly string[];
  readonly introspection?: boolean;
  readonly scopesInSchema?: boolean;
  readonly federationSecrets?: readonly string[];
  readonly callbackHttp?: CallbackHttp | null;
  readonly onCallback?: OnCallback;
  readonly onRefused?: OnRefused;
}

export type Door = Awaited<ReturnType<typeof startDoor>>;

/** The GraphQL door over a real HTTP server on loopback, in front of use cases in memory. */
export async function startDoor(settings: Settings = {}) {
  const host = createMemoryHost();
  const logged: { message: string; fields?: Record<string, unknown> }[] = [];
  const log: Log = {
    info() {},
    warn: (message, fields) => void logged.push({ message, fields }),
    error: (message, fields) => void logged.push({ message, fields }),
  };
  const graphql = await createGraphqlServer({ ...host, ...settings, log });
  const http = createServer((request, response) => void graphql.handle(request, response));
  http.on('upgrade', graphql.upgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;

  return {
    host,
    graphql,
    logged,
    url,
    socketUrl: `ws://127.0.0.1:${port}/graphql`,
    /** How many clients are connected, whatever they speak. */
    connections: () => promisify(http.getConnections.bind(http))(),
    async post(query: string, variables?: object, headers: Record<string, string> = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'line-key', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as Answer) };
    },
    async stop() {
      await graphql.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export interface Answer {
  readonly data?: Json;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly locations?: readonly { readonly line: number; readonly column: number }[];
    readonly extensions: Record<string, unknown>;
  }[];
}
