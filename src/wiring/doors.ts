import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOneTimeCodes } from '../access/keys/one-time-codes.ts';
import type { OnRefused } from '../access/refusals.ts';
import type { Config } from '../config.ts';
import { createGraphqlServer } from '../graphql/server.ts';
import { closeServer, createHttpServer, listen, type Route, sendText } from '../http-server.ts';
import { createWebhookDoor, type WebhookDoor } from '../intake/webhooks.ts';
import { type Admission, createAdmission } from '../use-cases/admission/admission.ts';
import { admittedCalls, admittedReports } from '../use-cases/admission/admitted-calls.ts';
import { answerChallenge, receiveWebhook } from '../use-cases/receive/receive-webhook.ts';
import { asUnavailable } from '../use-cases/retry-on-conflict.ts';
import { openCallbackHttp } from './callback-http.ts';
import type { Core, Ground } from './core.ts';
import { limitConnections } from './limit-rates.ts';
import { noteRefusals } from './note-refusals.ts';
import { metricsForClients, openOperatorsDoor } from './operators-door.ts';
import type { Overrides } from './overrides.ts';
import { pageRoutes } from './page-routes.ts';

/** Opens the doors, by which requests come in: the ports for clients, providers and operators. */
export async function openDoors(
  config: Config,
  overrides: Overrides,
  core: Core,
  { log, metrics, publicUrl }: Pick<Ground, 'log' | 'metrics' | 'publicUrl'>,
) {
  const admission = createAdmission(overrides.places, (urgency) => metrics.sawShed(urgency));
  const onRefused = noteRefusals(metrics, log.child('refusals'));
  const guards = { log, metrics, admission, onRefused };
  const { graphql, closeCallbacks } = await openGraphql(config, overrides, core, guards);
  const webhooks = openWebhooks(core, admission, { publicUrl, log, onRefused });
  // The codes in links to the page and to GraphiQL, which are exchanged for a key.
  const codes = createOneTimeCodes();
  let isDraining = false;
  const onError = (error: unknown) => log.child('http').error('a request failed', { error });
  // If the database does not answer for longer, `/readyz` says so.
  const silenceMs = overrides.silenceMs ?? 3000;
  const probes: [string, Route][] = [
    ['livez', (_, response) => sendText(response, 200, 'alive')],
    ['readyz', (_, response) => answerReadiness(response, isDraining, core, silenceMs)],
  ];
  const server = createHttpServer({
    routes: new Map<string, Route>([
      ['graphql', (request, response) => graphql.handle(request, response)],
      [
        'webhooks/',
        (request, response, { rest, query }) => webhooks.handle(request, response, rest, query),
      ],
      ['metrics', metricsForClients(metrics, config.metrics.token)],
      ...probes,
      ...pageRoutes(config, codes, log.child('page')),
    ]),
    upgrade: (request, socket, head) => graphql.upgrade(request, socket, head),
    connections: limitConnections(config, core.deps.rateLimits, metrics, onRefused),
    onRefused,
    onAnswered: (route, status, seconds) => metrics.sawRequest(route, status, seconds),
    onError,
  });
  const url = await listen(server, config.host, config.port);
  const operators = await openOperatorsDoor(config, metrics, probes, onError);
  return {
    url,
    oneTimeCode: codes.issue,
    metricsUrl: operators?.url ?? null,
    /**
     * Answers `/readyz` with 503 first, so that a load balancer sends no new clients while the connected ones are
     * closed. The API stops after the server, because requests under way still need it.
     */
    async close() {
      isDraining = true;
      await Promise.all([graphql.drain(), sleep(config.drainMs)]);
      graphql.cutOff();
      await Promise.all([closeServer(server), operators?.close()]);
      await graphql.stop();
      await closeCallbacks();
    },
  };
}

/** Says which web pages may use the API. */
function pagesOf({ corsOrigins: origins, corsHeaders, publicUrl }: Config) {
  return { origins, corsHeaders, ownOrigin: publicUrl && new URL(publicUrl).origin };
}

/** `admission` bounds how many requests for calls and reports, rejections and webhooks use the database at the same time. */
interface Guards extends Pick<Ground, 'log' | 'metrics'> {
  readonly admission: Admission;
  readonly onRefused: OnRefused;
}

async function openGraphql(
  config: Config,
  overrides: Overrides,
  core: Core,
  { log, metrics, admission, onRefused }: Guards,
) {
  const { calls, lines, keys, audit, reports, perimeter, privacy, tenants, authenticate } = core;
  const callbackHttp = openCallbackHttp(config.callbackHosts);
  const graphql = await createGraphqlServer({
    calls: admittedCalls(calls, admission),
    lines,
    keys,
    audit,
    reports: admittedReports(reports, admission),
    perimeter,
    privacy,
    tenants,
    authenticate,
    log: log.child('graphql'),
    onSocketClosed: (code) => metrics.sawSocketClosed(code),
    callbackHttp,
    onCallback: (action, outcome) => metrics.sawCallback(action, outcome),
    ...pagesOf(config),
    introspection: config.introspection,
    scopesInSchema: config.scopesInSchema,
    federationSecrets: config.federationSecrets,
    onRefused,
    rateLimits: core.deps.rateLimits,
    timing: { drainSpreadMs: config.drainMs, ...overrides.sockets },
    // If the database does not answer, clients get UNAVAILABLE.
    explain: asUnavailable,
  });
  return { graphql, closeCallbacks: async () => callbackHttp?.close() };
}

function openWebhooks(
  { deps }: Core,
  admission: Admission,
  { log, publicUrl, onRefused }: Pick<Ground, 'log' | 'publicUrl'> & Pick<Guards, 'onRefused'>,
): WebhookDoor {
  return createWebhookDoor({
    publicUrl,
    onRefused,
    // A webhook takes one of the places that are kept for rings, because it may report one.
    receive: (token, request) => admission.run('ring', () => receiveWebhook(deps, token, request)),
    challenge: (token, request) =>
      admission.run('ring', () => answerChallenge(deps, token, request)),
    log: log.child('webhooks'),
    rateLimits: deps.rateLimits,
    // Webhooks with a token that the cache does not have are limited by the network of their client.
    isKnown: deps.lineCache.remembersHook,
  });
}

function answerReadiness(
  response: ServerResponse,
  isDraining: boolean,
  { deps: { feed }, schema }: Core,
  silenceMs: number,
): void {
  if (isDraining) sendText(response, 503, 'draining');
  else if (feed.sinceLastReadMs() > silenceMs) {
    sendText(response, 503, 'the database does not answer');
  } else {
    // How the database's schema differs from that of this release, or null.
    const difference = schema.difference();
    sendText(response, difference === null ? 200 : 503, difference ?? 'ready');
  }
}
