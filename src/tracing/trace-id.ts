import { createHash } from 'node:crypto';

/** The trace of a call: every process derives the same one from the call's id, so that no process has to pass it to another. */
export function traceIdOf(callId: string): string {
  return digestOf(callId).slice(0, 32);
}

/** The id of the parent of all spans of the call. The parent itself is never recorded, because no process sees the whole call. */
export function rootSpanIdOf(callId: string): string {
  return digestOf(callId).slice(32, 48);
}

const digestOf = (callId: string) => createHash('sha256').update(callId).digest('hex');
