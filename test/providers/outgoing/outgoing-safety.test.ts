import { describe, expect, it } from 'vitest';
import {
  type AddressGuardOptions,
  createAddressGuard,
  notOnTheInternet,
} from '../../../src/providers/outgoing/address-guard.ts';
import { createProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import { afterwards, serve, serveTcp } from './loopback.ts';
import { addresses, loopback, publicV4 } from './resolvers.ts';

describe('a request', () => {
  it('goes where the operator allows it', async () => {
    const port = portIn(await serve((_request, response) => response.end('inside')));
    const http = open({ allowedHosts: ['gateway.lan'], resolve: loopback });
    expect(await get(http, `http://gateway.lan:${port}`)).toMatchObject({ body: 'inside' });
  });

  it('does not follow a name that led outside at registration and leads inside now', async () => {
    const { port, connections } = await startTrap();
    const answers = [addresses([publicV4]), addresses(['127.0.0.1'])];
    const guard = createAddressGuard({ resolve: async () => answers.shift() ?? [] });
    const url = `https://rebound.example:${port}`;
    expect(await guard.resolvesSafely(url)).toBeNull();
    expect(await get(openWith(guard), url)).toEqual({ is: 'not-sent', because: notOnTheInternet });
    expect(answers).toEqual([]);
    expect(connections()).toBe(0);
  });

  it.each([
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a public and a private address', [publicV4, '127.0.0.1']],
    ['the address of cloud metadata', ['169.254.169.254']],
  ])('is not sent when its name leads to %s', async (_what, found) => {
    const http = open({ resolve: async () => addresses(found) });
    expect(await get(http, 'https://provider.example')).toEqual({
      is: 'not-sent',
      because: notOnTheInternet,
    });
  });

  it.each([
    'https://127.0.0.1:{port}',
    'https://2130706433:{port}',
    'https://[::ffff:7f00:1]:{port}',
    'https://localhost:{port}',
  ])('is not sent to %s, which needs no name', async (url) => {
    const { port, connections } = await startTrap();
    const http = open({});
    expect(await get(http, url.replace('{port}', port))).toEqual({
      is: 'not-sent',
      because: notOnTheInternet,
    });
    expect(connections()).toBe(0);
  });

  it('is not sent to another port of an allowed host', async () => {
    const { port, connections } = await startTrap();
    const http = open({ allowedHosts: ['gateway.lan:1'], resolve: loopback });
    expect(await get(http, `http://gateway.lan:${port}`)).toMatchObject({ is: 'not-sent' });
    expect(connections()).toBe(0);
  });

  it('does not follow a redirect inside', async () => {
    const inside = await startTrap();
    const location = `http://127.0.0.1:${inside.port}/`;
    const provider = await serve((_request, response) => {
      response.writeHead(307, { location }).end();
    });
    const http = open({ allowedHosts: ['provider.example'], resolve: loopback });
    expect(await get(http, `http://provider.example:${portIn(provider)}`)).toMatchObject({
      is: 'answered',
      status: 307,
    });
    expect(inside.connections()).toBe(0);
  });

  it('says nothing of the address, the name or the query that it was kept from', async () => {
    const http = open({ resolve: async () => addresses(['10.9.8.7']) });
    const url = 'https://canary.example/?access_token=canary';
    expect(JSON.stringify(await get(http, url))).not.toMatch(/canary|10\.9\.8\.7/);
  });
});

function open(options: AddressGuardOptions) {
  return openWith(createAddressGuard(options));
}

function openWith(guard: ReturnType<typeof createAddressGuard>) {
  const http = createProviderHttp({ guard, timeoutMs: 20_000 });
  afterwards(() => http.close());
  return http;
}

function get(http: ReturnType<typeof openWith>, url: string) {
  return http.request({ method: 'GET', url });
}

/** Something inside that nothing should connect to. */
async function startTrap() {
  let connections = 0;
  const url = await serveTcp((socket) => {
    connections += 1;
    socket.destroy();
  });
  return { port: portIn(url), connections: () => connections };
}

function portIn(url: string): string {
  return new URL(url).port;
}
