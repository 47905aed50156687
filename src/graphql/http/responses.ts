import type { ServerResponse } from 'node:http';
import { createPendingWrites } from '../streams/pending-writes.ts';
import type { Timing } from '../timing.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import { writeJsonHead } from './http-response.ts';

/** The responses that this process is sending. */
export interface Responses {
  send(
    response: ServerResponse,
    status: number,
    text: string,
    headers: Record<string, string>,
  ): void;
  /** Breaks off each response of which the client has read nothing for too long. Must be called every `sweepMs`. */
  sweep(): void;
}

/** A response is written in pieces of this size, because Node tells only when a whole piece was written. */
const pieceBytes = 64 * 1024;

/**
 * Small responses are sent at once. Larger ones are watched until the client has read them. `unread` bounds what all clients of
 * this process have not read.
 */
export function createResponses(timing: Timing, unread: UnreadBytes): Responses {
  const sweeps = new Set<() => void>();
  const maxStalledSweeps = Math.ceil(timing.slowConsumerMs / timing.sweepMs);

  function write(response: ServerResponse, body: Buffer): void {
    const pending = createPendingWrites();
    let written = 0;
    const cutOff = () => response.destroy();
    const account = unread.open({ count: () => body.byteLength - written, cutOff });
    const sweep = () => {
      // `pending.sweep` returns for how many sweeps in a row the client has read nothing.
      if (pending.sweep() > maxStalledSweeps) cutOff();
    };

    function writeNext(): void {
      const piece = body.subarray(written, written + pieceBytes);
      if (piece.byteLength === 0) return void response.end();
      if (response.destroyed) return;
      pending.started();
      response.write(piece, () => {
        pending.finished();
        written += piece.byteLength;
        account.changed();
        writeNext();
      });
    }

    sweeps.add(sweep);
    response.once('close', () => {
      sweeps.delete(sweep);
      account.close();
    });
    writeNext();
    account.changed();
  }

  return {
    send(response, status, text, headers) {
      const body = Buffer.from(text);
      const canBeSent = writeJsonHead(response, status, body.byteLength, headers);
      if (!canBeSent) return;
      if (body.byteLength <= pieceBytes) response.end(body);
      else write(response, body);
    },
    sweep() {
      for (const sweep of sweeps) sweep();
    },
  };
}
