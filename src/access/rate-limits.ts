import type { IncomingMessage } from 'node:http';
import type { LineId, TenantId } from '../call/ids.ts';
import type { Viewer } from './viewer.ts';

/** What is limited: the first two and `webhooks` per second, the others by how many are open. */
export const limitedThings = [
  'operations',
  'rejects',
  'sockets',
  'subscriptions',
  'webhooks',
] as const;
export type LimitedThing = (typeof limitedThings)[number];

/** By what it is limited. A webhook's key is its line. */
export const limitedBy = ['key', 'tenant', 'address'] as const;
export type LimitedBy = (typeof limitedBy)[number];

/** The client of a request, behind trusted proxies the one that they name. */
export interface Client {
  readonly address: string | undefined;
  /** What is counted. Null: the address may be that of a proxy, so that many clients share it. */
  readonly network: string | null;
}

export type Release = () => void;

/** Admits requests within the limits of their key, tenant and client. Beyond a limit each method throws RATE_LIMITED. */
export interface RateLimits {
  clientOf(request: IncomingMessage): Client;
  /** One operation of a client, before its credential is known. */
  attempt(client: Client, document: string): void;
  /** The same operation, when its principal is known. */
  operation(viewer: Viewer, document: string): void;
  socketOfClient(client: Client): Release;
  socketOfViewer(viewer: Viewer): Release;
  subscription(viewer: Viewer): Release;
  /** A webhook that its line accepts, with as many signals. */
  webhook(line: { readonly tenantId: TenantId; readonly id: LineId }, signals: number): void;
  /** Counts a webhook that no line accepted. Never throws. */
  refusedWebhook(client: Client): void;
  /** A webhook of no known line. */
  strangerWebhook(client: Client): void;
}

const nothing: Release = () => {};

/** Admits everything. */
export const noRateLimits: RateLimits = {
  clientOf: ({ socket }) => ({ address: socket.remoteAddress, network: null }),
  attempt: nothing,
  operation: nothing,
  socketOfClient: () => nothing,
  socketOfViewer: () => nothing,
  subscription: () => nothing,
  webhook: nothing,
  refusedWebhook: nothing,
  strangerWebhook: nothing,
};
