import type { Batch } from './cohorts.ts';

interface Framed {
  readonly id: string;
  readonly frames: Buffer;
}

/**
 * The frames of a batch for the operation id of its last use. Routers use the same id on each socket, so the frames can
 * be reused.
 */
const latest = new WeakMap<Batch, Framed>();

/** Returns a function that makes websocket frames with the `next` messages of one operation, one for each payload of a batch. */
export function createNextFrames(id: string): (batch: Batch) => Buffer {
  const start = bytes(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  return (batch) => {
    const framed = latest.get(batch);
    if (framed?.id === id) return framed.frames;
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
/** The first byte of a frame that contains a whole text message. */
const finalText = 0x81;

/** A server does not mask its frames, so the same bytes can be sent to many sockets. */
function frameOf(start: Buffer, payload: Buffer): Buffer[] {
  const length = start.byteLength + payload.byteLength + end.byteLength;
  return [headerOf(length), start, payload, end];
}

/** The length takes one, three or nine bytes (RFC 6455, section 5.2). */
function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.of(finalText, length);
  if (length < 0x1_00_00) return Buffer.of(finalText, 126, length >> 8, length & 0xff);
  const header = Buffer.of(finalText, 127, 0, 0, 0, 0, 0, 0, 0, 0);
  header.writeUInt32BE(length, 6);
  return header;
}
