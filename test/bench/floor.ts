import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type FloorSettings, openFloorWork } from './floor-work.ts';
import { openSameRows } from './same-rows.ts';

/** A process of its own: what the same work costs without GraphQL, keys, policies, journal and recovery. */
const [which, settings = ''] = process.argv.slice(2);
const open = which === 'rows' ? openSameRows : openFloorWork;
const work = await open(JSON.parse(settings) as FloorSettings);
const sockets = new WebSocketServer({ noServer: true });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  const text = JSON.stringify(await answerTo(request.url, body));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

async function answerTo(path: string | undefined, body: Asked): Promise<object> {
  switch (path) {
    case '/call':
      return { data: await work.call?.(body.variables.id) };
    case '/entities':
      return { data: await work.entities?.(body.variables.representations.map(({ id }) => id)) };
    case '/reject':
      return { data: await work.reject(body.variables.id) };
    case '/serial':
      return { ms: await work.serial?.(body.variables.id) };
    case '/webhook':
      if (body.broadcast === undefined) await work.receive(body);
      else for (const socket of sockets.clients) socket.send(body.broadcast);
      return { received: true };
    default:
      throw new Error(`${path} is nothing here`);
  }
}

interface Asked {
  readonly id: string;
  readonly peerNumber: string;
  readonly broadcast?: string;
  readonly variables: {
    readonly id: string;
    readonly representations: readonly { readonly id: string }[];
  };
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});
server.keepAliveTimeout = 75_000;
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, () => {});
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
