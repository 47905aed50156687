import { createSocket } from 'node:dgram';
import { afterwards } from './loopback.ts';

export interface DnsServer {
  /** As `setServers` of a resolver takes it. */
  readonly address: string;
  /** The names that were asked for, once for each question. */
  readonly asked: readonly string[];
}

/** What a name leads to. `silent`: the question is never answered; a promise: not before it is fulfilled. */
export type DnsAnswer = Known | 'silent' | Promise<Known>;
type Known = readonly string[] | 'no such name';

/** A DNS server on loopback that answers over UDP. Unknown names do not exist. */
export async function startDnsServer(
  answerTo: (name: string, family: 4 | 6) => DnsAnswer,
): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', async (question, { address, port }) => {
    const { name, end } = readName(question);
    const family = question.readUInt16BE(end) === 28 ? 6 : 4;
    asked.push(name);
    const answer = await answerTo(name, family);
    if (answer !== 'silent') socket.send(reply(question, end + 4, answer, family), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  afterwards(() => new Promise((resolve) => socket.close(() => resolve())));
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

function readName(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

const noSuchName = 3;

function reply(question: Buffer, end: number, answer: Known, family: 4 | 6): Buffer {
  const addresses = answer === 'no such name' ? [] : answer;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180 | (answer === 'no such name' ? noSuchName : 0), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, ...addresses.map((address) => record(address, family))]);
}

/** One record: a pointer to the name in the question, type, class, 60 seconds, and the address. */
function record(address: string, family: 4 | 6): Buffer {
  const bytes = family === 4 ? address.split('.').map(Number) : bytesOfIPv6(address);
  const head = [0xc0, 12, 0, family === 4 ? 1 : 28, 0, 1, 0, 0, 0, 60, 0, bytes.length];
  return Buffer.from([...head, ...bytes]);
}

/** Written in full, without `::`. */
function bytesOfIPv6(address: string): number[] {
  return address.split(':').flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
