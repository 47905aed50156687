import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overEventStream } from '../../src/client/client.ts';

const silenceMs = 1500;

describe('an event stream', () => {
  let sends: (write: (event: string) => void) => void;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    sends((event) => response.write(event));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const next = (id: number) => `event: next\ndata: {"data":{"id":${id}}}\n\n`;

  /** What comes, and why it ends, to a consumer that takes so long for each response. */
  async function take(takesMs: number): Promise<unknown[]> {
    const { port } = server.address() as AddressInfo;
    const transport = overEventStream({ url: `http://127.0.0.1:${port}`, silenceMs });
    const came: unknown[] = [];
    const signal = new AbortController().signal;
    try {
      for await (const { data } of transport({ query: '', variables: {} }, signal)) {
        came.push(data?.id);
        await sleep(takesMs);
      }
    } catch (error) {
      came.push((error as Error).message);
    }
    return came;
  }

  it('is not taken for silent while its consumer works on what has come', async () => {
    sends = (write) => {
      write(next(1));
      // Read only when the consumer has taken the first.
      setTimeout(write, 100, `${next(2)}event: complete\n\n`);
    };
    expect(await take(silenceMs + 200)).toEqual([1, 2]);
  });

  it('is given up when the server falls silent', async () => {
    sends = (write) => write(next(1));
    expect(await take(0)).toEqual([1, `The event stream was silent for ${silenceMs} ms.`]);
  });
});
