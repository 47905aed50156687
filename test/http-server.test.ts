import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../src/http-server.ts';

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
