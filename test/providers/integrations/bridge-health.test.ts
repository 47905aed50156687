import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createBridgeHealth } from '../../../src/providers/integrations/bridge-health.ts';
import { createProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';

const http = createProviderHttp();
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Not missed because the machine is busy. */
const patientMs = 20_000;
/** For what is never answered. */
const hastyMs = 200;

async function stateOf(answer: RequestListener, deadlineMs = patientMs): Promise<string> {
  const one = createServer(answer);
  server = one;
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const { port } = one.address() as AddressInfo;
  const ask = createBridgeHealth(http, { deadlineMs });
  return ask(`http://127.0.0.1:${port}/health`, new AbortController().signal);
}

const says =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body);

it.each([
  [200, '', 'UP'],
  [204, '', 'UP'],
  [200, 'all is well', 'UP'],
  [200, '{"state":"UP"}', 'UP'],
  [200, '{"state":"full"}', 'FULL'],
  [200, '{"state":"DOWN"}', 'DOWN'],
  [200, '{"state":"fine"}', 'UP'],
  [301, '', 'FAILED'],
  [503, '{"state":"UP"}', 'FAILED'],
])('takes %i with %j for %s', async (status, body, state) => {
  expect(await stateOf(says(status, body))).toBe(state);
});

it('says of silence that it failed', async () => {
  expect(await stateOf(() => {}, hastyMs)).toBe('FAILED');
});

it('says of a refused connection that it failed', async () => {
  const ask = createBridgeHealth(http, { deadlineMs: patientMs });
  expect(await ask('http://127.0.0.1:9/health', new AbortController().signal)).toBe('FAILED');
});
