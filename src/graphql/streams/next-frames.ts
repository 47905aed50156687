import type { Batch } from './cohorts.ts';

interface Framed {
  readonly id: string;
  readonly frames: Buffer;
}

/** For the id that a batch was framed for last. Routers give the same id to the one subscription of each socket. */
const latest = new WeakMap<Batch, Framed>();

/** Makes payloads the `next` messages of one operation, as websocket frames. */
export function createNextFrames(id: string): (batch: Batch) => Buffer {
  const start = bytes(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  return (batch) => {
    const known = latest.get(batch);
    if (known?.id === id) return known.frames;
    const frames = Buffer.concat(batch.flatMap((payload) => frameOf(start, payload)));
    latest.set(batch, { id, frames });
    return frames;
  };
}

/** The `complete` message of one operation, as a websocket frame. */
export function completeFrame(id: string): Buffer {
  const text = bytes(JSON.stringify({ id, type: 'complete' }));
  return Buffer.concat([headerOf(text.byteLength), text]);
}

const bytes = (text: string) => Buffer.from(text);
const end = bytes('}');
const finalText = 0x81;

/** A server's frames are not masked, so many sockets can be sent the same bytes. */
function frameOf(start: Buffer, payload: Buffer): Buffer[] {
  const length = start.byteLength + payload.byteLength + end.byteLength;
  return [headerOf(length), start, payload, end];
}

function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.of(finalText, length);
  if (length < 0x1_00_00) return Buffer.of(finalText, 126, length >> 8, length & 0xff);
  const header = Buffer.of(finalText, 127, 0, 0, 0, 0, 0, 0, 0, 0);
  header.writeUInt32BE(length, 6);
  return header;
}
