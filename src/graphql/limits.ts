/** What one client may ask of this process. The same numbers hold over HTTP, server-sent events and websockets. */
export interface Limits {
  readonly tokens: number;
  readonly depth: number;
  /** Generous, because routers alias: `_e0: _entities`, `_e1: _entities`. */
  readonly aliases: number;
  readonly rootFields: number;
  readonly representations: number;
  /** Fields that an operation could resolve at most. */
  readonly cost: number;
  readonly bodyBytes: number;
  readonly messageBytes: number;
  readonly operationsPerSocket: number;
  readonly sockets: number;
  readonly eventStreams: number;
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
  sockets: 20_000,
  eventStreams: 20_000,
};
