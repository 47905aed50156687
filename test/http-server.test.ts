import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readPath } from '../src/http-path.ts';
import { createHttpServer, listen, type Route } from '../src/http-server.ts';

const servers: ReturnType<typeof createServer>[] = [];

function server() {
  const made = createServer();
  servers.push(made);
  return made;
}

afterEach(() => {
  for (const one of servers.splice(0)) one.close();
});

describe('a server that cannot listen', () => {
  it('because its port is taken names the setting', async () => {
    const other = server();
    await listen(other, '127.0.0.1', 0);
    const { port } = other.address() as AddressInfo;
    await expect(listen(server(), '127.0.0.1', port)).rejects.toThrow(
      `PORT ${port} is in use on 127.0.0.1. Set PORT to a free port, or to 0 to take any free one.`,
    );
  });

  it.each(['192.0.2.1', 'no-such-host.invalid'])(
    'at %s, which is none of this machine, names the setting',
    async (host) => {
      await expect(listen(server(), host, 0)).rejects.toThrow(`HOST ${host} is not an address`);
    },
  );
});

it('a client that does not read its answer is cut off', async () => {
  const large = Buffer.alloc(64 * 1024 * 1024);
  let isAsked = false;
  const answer: Route = (_request, response) => {
    isAsked = true;
    response.end(large);
  };
  const routes = new Map([['large', answer]]);
  const stalling = createHttpServer({ routes, onError: () => {}, stalledMs: 500 });
  servers.push(stalling);
  const url = new URL(await listen(stalling, '127.0.0.1', 0));
  const clients: Socket[] = [];
  const ask = () => {
    const client = connect(Number(url.port), url.hostname).on('error', () => {});
    client.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    clients.push(client);
  };
  const cutOff = new Promise<Socket>((resolve) => {
    stalling.on('connection', (socket) => {
      // A busy machine may cut a client off before it has read the request.
      socket.once('close', () => (isAsked ? resolve(socket) : ask()));
    });
  });
  ask();
  expect((await cutOff).bytesWritten).toBeGreaterThan(0);
  for (const client of clients) client.destroy();
});

describe('a path', () => {
  it.each([
    ['/graphql', 'graphql', ''],
    ['/graphql/', 'graphql', ''],
    ['/graphql?query=/../x', 'graphql', ''],
    ['/webhooks/a-B_9~', 'webhooks', 'a-B_9~'],
    ['/webhooks/a/b', 'webhooks', 'a/b'],
    ['/', '', ''],
    ['/?a', '', ''],
  ])('%s is read as it is written', (target, first, rest) => {
    expect(readPath(target)).toMatchObject({ first, rest });
  });

  it.each([
    ...['/webhooks/../metrics', '/webhooks/..%2fmetrics', '/webhooks/%2e%2e/metrics', '/./metrics'],
    ...['//x/metrics', '//metrics', '/metrics//', '/webhooks//metrics', '/metrics;x', '/%6detrics'],
    ...['http://calls.example/metrics', '*', '', 'metrics', '\\metrics', '/webhooks\\..\\metrics'],
    ...['/metrics#', '/métrics', '/metrics%00', '/metrics\t'],
  ])('%s is refused, because others may read it in another way', (target) => {
    expect(readPath(target)).toBeNull();
  });
});
