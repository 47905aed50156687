import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A process with many WebSockets that reads no more than it must: it counts frames by their headers, because a receiver
 * that is as slow as what it measures would hide the difference.
 */
export interface Wish {
  readonly key: string;
  readonly query: string;
}

/** So many messages more are awaited on every socket. */
export interface Told {
  readonly messages: number;
}

/** By the machine's monotonic clock, which all processes share. */
export interface Heard {
  readonly at: string;
  readonly lastMessage: string;
}

const { url, count, wish } = JSON.parse(process.argv[2] ?? '') as {
  url: string;
  count: number;
  wish?: Wish;
};
const atOnce = 50;

let heard = 0;
let awaited = Number.POSITIVE_INFINITY;
let last: Buffer = Buffer.alloc(0);

function hear(message: Buffer): void {
  last = message;
  if (++heard === awaited) answer();
}

function answer(): void {
  const lastMessage = last.toString();
  process.send?.({ at: String(process.hrtime.bigint()), lastMessage } satisfies Heard);
}

process.on('message', ({ messages }: Told) => {
  awaited = heard + messages * count;
  answer();
});

/** Calls back with every text message. The service's pings are answered, or it would close the socket. */
function frames(socket: Socket, take: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const frame = frameOf(data);
      if (frame === null) break;
      data = data.subarray(frame.end);
      if (frame.opcode === 1) take(frame.payload);
      if (frame.opcode === 8) fail(new Error(`a socket was closed: ${closeReason(frame.payload)}`));
      if (frame.opcode === 9) socket.write(masked(10, frame.payload));
    }
    rest = data;
  };
}

function frameOf(data: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  if (data.length < 2) return null;
  const short = (data[1] ?? 0) & 0x7f;
  const from = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (data.length < from) return null;
  const length =
    short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
  const end = from + length;
  if (data.length < end) return null;
  return { opcode: (data[0] ?? 0) & 0x0f, payload: data.subarray(from, end), end };
}

/** Two bytes of code, then the reason. */
const closeReason = (payload: Buffer) =>
  payload.length < 2 ? 'no code' : `${payload.readUInt16BE(0)} ${payload.subarray(2)}`;

/** What a client sends; the mask of zeros leaves the bytes as they are. */
function masked(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...head, 0, 0, 0, 0]), payload]);
}

function say(socket: Socket, message: object): void {
  socket.write(masked(1, Buffer.from(JSON.stringify(message))));
}

async function open(): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('a socket was closed')));
  socket.write(
    `GET /graphql HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
      `${wish ? 'Sec-WebSocket-Protocol: graphql-transport-ws\r\n' : ''}\r\n`,
  );
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  socket.once('data', (chunk: Buffer) => {
    const head = chunk.indexOf('\r\n\r\n');
    if (!chunk.toString('latin1').startsWith('HTTP/1.1 101')) fail(new Error(chunk.toString()));
    const welcomed = () => {
      if (wish) say(socket, { id: '1', type: 'subscribe', payload: { query: wish.query } });
      resolve();
    };
    let isWelcome = !wish;
    const read = frames(socket, (message) => {
      if (isWelcome && (!wish || message.includes('"type":"next"'))) hear(message);
      else if (!isWelcome && message.includes('connection_ack')) {
        isWelcome = true;
        welcomed();
      }
    });
    socket.on('data', read);
    read(chunk.subarray(head + 4));
    if (isWelcome) resolve();
  });
  if (wish) {
    const payload = { authorization: `Bearer ${wish.key}` };
    say(socket, { type: 'connection_init', payload });
  }
  await opened;
}

function fail(error: Error): void {
  console.error(error.message);
  process.exit(1);
}

for (let opened = 0; opened < count; opened += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, count - opened) }, open));
}
answer();
process.on('disconnect', () => process.exit(0));
