/**
 * What one request, one websocket, one key and the whole process may take. A document has the same limits over HTTP,
 * server-sent events and websockets.
 */
export interface Limits {
  /** The tokens of one document. */
  readonly tokens: number;
  /** How deep the selections of an operation may be nested. */
  readonly depth: number;
  /** Routers need many, because they alias each lookup of one request: `_e0: _entities`, `_e1: _entities`. */
  readonly aliases: number;
  readonly rootFields: number;
  /** The entities that one `_entities` looks up. */
  readonly representations: number;
  /** The number of fields that an operation may resolve if every list is full. */
  readonly cost: number;
  /** The body of one HTTP request. */
  readonly bodyBytes: number;
  /** One message of a websocket. */
  readonly messageBytes: number;
  /** The operations that one websocket may have at the same time. */
  readonly operationsPerSocket: number;
  /** The memory for the parsed documents that are kept for the next time they are sent. */
  readonly keptDocumentBytes: number;
  /** The memory for the documents and variables of one key's open subscriptions. */
  readonly heldBytes: number;
  /** The websockets that one process holds open. */
  readonly sockets: number;
  /** The streams of server-sent events that one process holds open. */
  readonly eventStreams: number;
  /** The subscriptions of one process whose events are sent by HTTP callbacks. */
  readonly callbacks: number;
  /** The bytes in memory that all slow clients together have not read. */
  readonly unreadBytes: number;
}

export const defaultLimits: Limits = {
  tokens: 2_000,
  depth: 12,
  aliases: 60,
  rootFields: 20,
  representations: 1_000,
  cost: 20_000,
  bodyBytes: 256 * 1024,
  messageBytes: 64 * 1024,
  operationsPerSocket: 1_000,
  keptDocumentBytes: 16 * 1024 * 1024,
  heldBytes: 8 * 1024 * 1024,
  sockets: 20_000,
  eventStreams: 20_000,
  callbacks: 5_000,
  unreadBytes: 128 * 1024 * 1024,
};
