import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createErrorFormatter, type Explain } from './errors.ts';
import { createApollo } from './execution/apollo.ts';
import { createDocuments } from './execution/document-cache.ts';
import type { Engine } from './execution/operations.ts';
import type { Origins } from './guard/origins.ts';
import { type Authenticate, createKeyChecks, type KeyChecks } from './guard/recheck-keys.ts';
import { handleHttp } from './http/graphql-over-http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Log, silentLog } from './log.ts';
import type { Ports } from './ports.ts';
import { buildSchema } from './schema.ts';
import { createEventStreams, type EventStreams } from './streams/event-streams.ts';
import { createRenderings, type Renderings } from './streams/shared-payloads.ts';
import { createSocketProtocol } from './streams/socket-protocol.ts';
import { createSockets, type Sockets } from './streams/sockets.ts';
import { defaultTiming, type Timing } from './timing.ts';

export interface GraphqlServerOptions extends Ports {
  readonly authenticate: Authenticate;
  readonly explain?: Explain;
  readonly log?: Log;
  /** Why websockets end, whoever closes them. */
  readonly onSocketClosed?: (code: number) => void;
  readonly limits?: Partial<Limits>;
  readonly timing?: Partial<Timing>;
  readonly origins?: Origins;
}

/** The GraphQL door, to be mounted on a `node:http` server. */
export interface GraphqlServer {
  /** Answers one HTTP request to `/graphql`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes one `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets and streams, and sends those that are open to another replica. */
  drain(): Promise<void>;
  /** Ends the sockets and streams that are left. */
  cutOff(): void;
  /** Answers nothing any more. */
  stop(): Promise<void>;
}

interface Parts {
  readonly options: GraphqlServerOptions;
  readonly limits: Limits;
  readonly timing: Timing;
  readonly engine: Engine;
  readonly renderings: Renderings;
  readonly keyChecks: KeyChecks;
}

export async function createGraphqlServer(options: GraphqlServerOptions): Promise<GraphqlServer> {
  const parts = createParts(options);
  const { engine, limits, timing, renderings, keyChecks } = parts;
  const { authenticate, origins = null } = options;
  const eventStreams = createEventStreams({
    keyChecks,
    timing,
    formatError: engine.formatError,
    maxStreams: limits.eventStreams,
  });
  const sockets = openSockets(parts);
  const sweeper = setInterval(() => sweep(sockets, eventStreams), timing.sweepMs);
  const apollo = createApollo(engine, limits);
  await apollo.start();
  const http = { bodyBytes: limits.bodyBytes, bodyMs: timing.bodyMs };
  const door = { apollo, engine, renderings, authenticate, eventStreams, origins, limits: http };
  function cutOff(): void {
    clearInterval(sweeper);
    keyChecks.stop();
    sockets.stop();
    eventStreams.stop();
  }

  return {
    handle: (request, response) => handleHttp(door, request, response),
    upgrade: sockets.upgrade,
    async drain() {
      await Promise.all([sockets.drain(), eventStreams.drain()]);
    },
    cutOff,
    async stop() {
      cutOff();
      await apollo.stop();
    },
  };
}

function createParts(options: GraphqlServerOptions): Parts {
  const { calls, lines, keys, reports, perimeter, authenticate, log = silentLog } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const timing = { ...defaultTiming, ...options.timing };
  const schema = buildSchema(limits.representations);
  const engine = {
    schema,
    documents: createDocuments(schema, limits),
    ports: { calls, lines, keys, reports, perimeter },
    formatError: createErrorFormatter(log, options.explain),
    maxCost: limits.cost,
    log,
  };
  const keyChecks = createKeyChecks(authenticate, timing.keyCheckMs, log);
  return { options, limits, timing, engine, renderings: createRenderings(), keyChecks };
}

function openSockets({ options, limits, timing, engine, renderings, keyChecks }: Parts): Sockets {
  const protocol = createSocketProtocol({
    engine,
    renderings,
    authenticate: options.authenticate,
    connectionInitMs: timing.connectionInitMs,
    maxOperations: limits.operationsPerSocket,
    onWelcome(connection, viewer, credential) {
      const onLost = (because: string) => connection.close(4403, because);
      connection.onEnd(keyChecks.watch({ credential, viewer, onLost }));
    },
  });
  return createSockets({
    protocol,
    timing,
    origins: options.origins ?? null,
    messageBytes: limits.messageBytes,
    maxSockets: limits.sockets,
    log: engine.log,
    onClosed: options.onSocketClosed,
  });
}

function sweep(sockets: Sockets, eventStreams: EventStreams): void {
  sockets.sweep();
  eventStreams.sweep();
}
