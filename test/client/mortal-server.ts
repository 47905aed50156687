import { createServer } from 'node:net';
import { type ServiceProcess, startAppProcess } from '../faults/service-process.ts';

/** A process that clients are connected to: it is killed, and another takes its place under the same address. */
export interface MortalServer {
  readonly url: string;
  start(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export async function createMortalServer(databaseUrl: string): Promise<MortalServer> {
  const port = await reservePort();
  let running: ServiceProcess | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      running = await startAppProcess(databaseUrl, { port });
    },
    async kill(signal) {
      await running?.child.kill(signal);
    },
  };
}

/** Below the range out of which the system gives ports, so that nobody else gets it while the process is down. */
async function reservePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
