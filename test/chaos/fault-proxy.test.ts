import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

const patient = { timeout: 20_000 };

let echo: Server;
let heardByServer: string;
let proxy: FaultProxy;

beforeEach(async () => {
  heardByServer = '';
  echo = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heardByServer += bytes;
      socket.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startFaultProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});

afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

/** A client that has said hello and was answered. */
async function acquainted(): Promise<{
  socket: Socket;
  heard: () => string;
  end: Promise<string>;
}> {
  const socket = connect(proxy.port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const end = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('end', () => resolve('FIN'));
  });
  socket.write('hello ');
  await Promise.race([once(socket, 'data'), end]);
  return { socket, heard: () => text, end };
}

describe('the fault proxy', () => {
  it('passes everything on in calm weather', async () => {
    const { heard } = await acquainted();
    expect([heard(), heardByServer]).toEqual(['hello ', 'hello ']);
  });

  it('holds everything back as a black hole and passes it on afterwards, in order', async () => {
    const { socket, heard } = await acquainted();
    proxy.swallow();
    socket.write('one ');
    await sleep(50);
    socket.write('two');
    await sleep(50);
    expect([heard(), heardByServer]).toEqual(['hello ', 'hello ']);
    proxy.calm();
    await expect.poll(heard, patient).toBe('hello one two');
  });

  it('keeps the order when a delay ends', async () => {
    const { socket, heard } = await acquainted();
    proxy.delay(200);
    socket.write('one ');
    await sleep(50);
    proxy.calm();
    socket.write('two');
    await expect.poll(heard, patient).toBe('hello one two');
  });

  it('loses what the server answers to something that it has heard, and then the connection', async () => {
    const { socket, heard, end } = await acquainted();
    proxy.loseAnswers();
    socket.write('commit');
    await expect.poll(() => heardByServer, patient).toBe('hello commit');
    proxy.calm();
    expect([await end, heard()]).toEqual(['ECONNRESET', 'hello ']);
  });

  it('resets, and ends cleanly', async () => {
    const first = await acquainted();
    proxy.reset();
    expect(await first.end).toBe('ECONNRESET');
    const second = await acquainted();
    proxy.finish();
    expect(await second.end).toBe('FIN');
  });

  it('takes connections and closes them at once while it refuses', async () => {
    proxy.refuse();
    const { heard, end } = await acquainted();
    expect([await end, heard(), heardByServer]).toEqual(['FIN', '', '']);
  });
});
