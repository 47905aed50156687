export type { Retry } from './backoff.ts';
export { type EventStreamOptions, overEventStream } from './event-stream.ts';
export { codeOf, FollowError, StreamFailure } from './failure.ts';
export { type EventOf, type Follow, type Followed, follow, type TypedQuery } from './follow.ts';
export { type Observer, observe } from './observe.ts';
export type { JournalEvent } from './place-in-journal.ts';
export type { Operation, Payload, ResponseError, Transport } from './transport.ts';
export { overWebSocket, type WebSocketOptions } from './web-socket.ts';
