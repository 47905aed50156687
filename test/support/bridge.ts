import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A recording bridge that says how it is, until it is stopped. */
export async function startBridge(slowMs = 0) {
  let answer = { status: 204, body: '' };
  const paths: string[] = [];
  let atOnce = 0;
  let most = 0;
  const server: Server = createServer((request, response) => {
    paths.push(request.url ?? '');
    most = Math.max(most, ++atOnce);
    setTimeout(() => {
      atOnce--;
      response.writeHead(answer.status).end(answer.body);
    }, slowMs).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => paths.length,
    paths: () => paths,
    mostAtOnce: () => most,
    say(status: number, body: string) {
      answer = { status, body };
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
