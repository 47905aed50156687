import type { IncomingMessage } from 'node:http';
import type { LineId, TenantId } from '../call/ids.ts';
import type { Viewer } from './viewer.ts';

/**
 * `operations`, `rejects` and `webhooks` are limited per second, `connections`, `sockets` and `subscriptions` by how many are
 * open. `connections` are those of TCP.
 */
export const limitedThings = [
  'operations',
  'rejects',
  'connections',
  'sockets',
  'subscriptions',
  'webhooks',
] as const;
export type LimitedThing = (typeof limitedThings)[number];

/** Whose requests are counted together. For webhooks, `key` is the line. */
export const limitedBy = ['key', 'tenant', 'address'] as const;
export type LimitedBy = (typeof limitedBy)[number];

/** The client of a request. Behind trusted proxies, it is the client that they name. */
export interface Client {
  readonly address: string | undefined;
  /** The address under which requests are counted, or null if many clients may share it because it may be a proxy. */
  readonly network: string | null;
}

/** To be called when what was opened is closed. A second call does nothing. */
export type Release = () => void;

/** Admits requests within the limits of their key, tenant and client. What is beyond a limit throws RATE_LIMITED. */
export interface RateLimits {
  clientOf(request: IncomingMessage): Client;
  /** One operation of a client, before its credential is known. `document`: its GraphQL, to see if it rejects; empty for a handshake. */
  attempt(client: Client, document: string): void;
  /** The same operation, when its principal is known. */
  operation(viewer: Viewer, document: string): void;
  /** A websocket, before its credential is known. */
  socketOfClient(client: Client): Release;
  /** A connection from this address, before it has sent anything. */
  connection(address: string | undefined): Release;
  /** A websocket whose principal is known. It is counted in addition to `socketOfClient`. */
  socketOfViewer(viewer: Viewer): Release;
  subscription(viewer: Viewer): Release;
  /** A webhook that its line accepts. Counts once for each of its signals. */
  webhook(line: { readonly tenantId: TenantId; readonly id: LineId }, signals: number): void;
  /** Counts a webhook that no line accepted. Never throws. */
  refusedWebhook(client: Client): void;
  /** A webhook of an unknown line. Throws if this client already sent too many that were refused. */
  strangerWebhook(client: Client): void;
}

const nothing: Release = () => {};

/** Admits everything. */
export const noRateLimits: RateLimits = {
  clientOf: ({ socket }) => ({ address: socket.remoteAddress, network: null }),
  attempt: nothing,
  operation: nothing,
  socketOfClient: () => nothing,
  connection: () => nothing,
  socketOfViewer: () => nothing,
  subscription: () => nothing,
  webhook: nothing,
  refusedWebhook: nothing,
  strangerWebhook: nothing,
};
