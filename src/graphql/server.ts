import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { noRateLimits, type RateLimits } from '../access/rate-limits.ts';
import type { OnRefused } from '../access/refusals.ts';
import { createCallbacks } from './callbacks/callbacks.ts';
import type { CallbackHttp, OnCallback } from './callbacks/courier.ts';
import { createErrorFormatter, type Explain } from './errors.ts';
import { createApollo } from './execution/apollo.ts';
import { createDocumentCache } from './execution/document-cache.ts';
import { createDocumentStore } from './execution/document-store.ts';
import { createDocumentTurns } from './execution/document-turns.ts';
import type { Engine } from './execution/operations.ts';
import { createSubscriptionMemory } from './execution/subscription-memory.ts';
import { closeForKey } from './guard/close-for-key.ts';
import type { OriginRules, Origins } from './guard/origins.ts';
import {
  type Authenticate,
  createKeyRechecks,
  type KeyChange,
  type KeyRechecks,
} from './guard/recheck-keys.ts';
import { type GraphqlOverHttp, handleHttp } from './http/graphql-over-http.ts';
import { createResponses, type Responses } from './http/responses.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Log, silentLog } from './log.ts';
import type { Ports } from './ports.ts';
import { buildSchema } from './schema.ts';
import { createCohorts } from './streams/cohorts.ts';
import { createEventStreams } from './streams/event-streams.ts';
import { createSocketProtocol } from './streams/graphql-transport-ws.ts';
import { createSharedPayloads } from './streams/shared-payloads.ts';
import { createSockets, type Sockets } from './streams/sockets.ts';
import type { Sharing } from './streams/subscriptions.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { createUnreadBytes, type UnreadBytes } from './unread-bytes.ts';

export interface GraphqlServerOptions extends Ports {
  readonly authenticate: Authenticate;
  /** Maps an error of the use cases or the database to one that clients may see. */
  readonly explain?: Explain;
  readonly log?: Log;
  /** Called for every websocket that ends, with the close code of whichever side closed it. */
  readonly onSocketClosed?: (code: number) => void;
  readonly limits?: Partial<Limits>;
  readonly timing?: Partial<Timing>;
  readonly origins?: Origins;
  /** The origin of this service's pages, if a proxy changes the `Host` that browsers send. */
  readonly ownOrigin?: string | null;
  /** The headers that a web page may send, for the answers to its preflight requests. */
  readonly corsHeaders?: readonly string[];
  /** Whether `__schema` and `__type` are answered. */
  readonly introspection?: boolean;
  /** Whether routers are told what scopes each field needs. */
  readonly scopesInSchema?: boolean;
  /** Called for each request that no correct client sends. */
  readonly onRefused?: OnRefused;
  /** Another schema than that of this service, to test how it is served. */
  readonly schema?: GraphQLSchema;
  /** Sends HTTP callbacks to routers. If left out or null, no router may ask for them. */
  readonly callbackHttp?: CallbackHttp | null;
  /** Called for each HTTP callback, with its outcome. */
  readonly onCallback?: OnCallback;
  readonly rateLimits?: RateLimits;
  /**
   * A request with one of these secrets may use `_service` and `_entities`, and gets traces if it asks for them. If there
   * are no secrets, every request may use the two fields, and none gets traces.
   */
  readonly federationSecrets?: readonly string[];
}

/** The GraphQL API, to be mounted on a `node:http` server. */
export interface GraphqlServer {
  /** Answers one HTTP request to `/graphql`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes one `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets and streams, and closes the open ones so that their clients reconnect to another replica. */
  drain(): Promise<void>;
  /** Closes the remaining sockets and streams at once. */
  cutOff(): void;
  /** Also stops answering HTTP requests. */
  stop(): Promise<void>;
}

/**
 * `unread` bounds what clients have not read. `sharing` lets subscribers with the same operation share the work for an event.
 * `keyRechecks` regularly checks the keys of open connections again.
 */
interface Dependencies {
  readonly options: GraphqlServerOptions;
  readonly limits: Limits;
  readonly timing: Timing;
  readonly engine: Engine;
  readonly unread: UnreadBytes;
  readonly sharing: Sharing;
  readonly keyRechecks: KeyRechecks;
}

export async function createGraphqlServer(options: GraphqlServerOptions): Promise<GraphqlServer> {
  const dependencies = createDependencies(options);
  const { engine, limits, timing, unread, sharing, keyRechecks } = dependencies;
  const { authenticate, corsHeaders = [] } = options;
  const eventStreams = createEventStreams({
    keyRechecks,
    timing,
    formatError: engine.formatError,
    maxStreams: limits.eventStreams,
    unread,
  });
  const callbacks = createCallbacks({
    http: options.callbackHttp ?? null,
    onCallback: options.onCallback ?? (() => {}),
    keyRechecks,
    timing,
    unread,
    formatError: engine.formatError,
    log: engine.log,
    maxStreams: limits.callbacks,
  });
  const sockets = openSockets(dependencies);
  const responses = createResponses(timing, unread);
  const sweeper = setInterval(() => sweep(sockets, eventStreams, responses), timing.sweepMs);
  const apollo = createApollo(engine, limits);
  await apollo.start();
  const overHttp: GraphqlOverHttp = {
    apollo,
    engine,
    sharing,
    authenticate,
    eventStreams,
    callbacks,
    responses,
    cors: { ...originRulesOf(options), allowedHeaders: corsHeaders },
    limits: { bodyBytes: limits.bodyBytes, bodyMs: timing.bodyMs },
  };
  function cutOff(): void {
    clearInterval(sweeper);
    keyRechecks.stop();
    sockets.stop();
    eventStreams.stop();
    callbacks.stop();
  }

  return {
    handle: (request, response) => handleHttp(overHttp, request, response),
    upgrade: sockets.upgrade,
    async drain() {
      await Promise.all([sockets.drain(), eventStreams.drain(), callbacks.drain()]);
    },
    cutOff,
    async stop() {
      cutOff();
      await apollo.stop();
    },
  };
}

const originRulesOf = ({
  origins = null,
  ownOrigin = null,
}: GraphqlServerOptions): OriginRules => ({
  origins,
  ownOrigin,
});

function createDependencies(options: GraphqlServerOptions): Dependencies {
  const {
    calls,
    lines,
    keys,
    audit,
    reports,
    perimeter,
    privacy,
    tenants,
    authenticate,
    log = silentLog,
  } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const timing = { ...defaultTiming, ...options.timing };
  const schema =
    options.schema ?? buildSchema(limits.representations, options.scopesInSchema ?? false);
  const { introspection = true } = options;
  const documentStore = createDocumentStore(limits.keptDocumentBytes);
  const engine = {
    schema,
    documents: createDocumentCache(documentStore, schema, limits, introspection),
    documentStore,
    documentTurns: createDocumentTurns(limits, documentStore),
    introspection,
    federationSecrets: options.federationSecrets ?? [],
    ports: { calls, lines, keys, audit, reports, perimeter, privacy, tenants },
    formatError: createErrorFormatter(log, options.explain),
    maxCost: limits.cost,
    onRefused: options.onRefused ?? (() => {}),
    rateLimits: options.rateLimits ?? noRateLimits,
    log,
  };
  const keyRechecks = createKeyRechecks(authenticate, timing.keyCheckMs, log);
  const sharing = {
    cohorts: createCohorts(),
    sharedPayloads: createSharedPayloads(),
    subscriptionMemory: createSubscriptionMemory(limits.heldBytes),
  };
  const unread = createUnreadBytes(limits.unreadBytes);
  return { options, limits, timing, engine, unread, sharing, keyRechecks };
}

function openSockets({
  options,
  limits,
  timing,
  engine,
  unread,
  sharing,
  keyRechecks,
}: Dependencies): Sockets {
  const protocol = createSocketProtocol({
    engine,
    sharing,
    authenticate: options.authenticate,
    connectionInitMs: timing.connectionInitMs,
    maxOperations: limits.operationsPerSocket,
    onAuthenticated(connection, viewer, credential) {
      // The socket gets a close code and its reason, and each of its operations the change itself.
      const onRevoked = (change: KeyChange) =>
        connection.leave(...closeForKey(change, credential), change);
      connection.onEnd(keyRechecks.watch({ credential, viewer, onRevoked }));
    },
  });
  return createSockets({
    protocol,
    timing,
    originRules: originRulesOf(options),
    messageBytes: limits.messageBytes,
    unread,
    maxSockets: limits.sockets,
    log: engine.log,
    onRefused: engine.onRefused,
    rateLimits: engine.rateLimits,
    onClosed: options.onSocketClosed,
  });
}

/** Cuts off slow clients. Sockets and event streams also send their heartbeats; callbacks have deadlines and timers of their own. */
function sweep(...all: readonly Pick<Responses, 'sweep'>[]): void {
  for (const connections of all) connections.sweep();
}
