import { RequestError } from '../errors.ts';
import {
  type LimitedBy,
  type LimitedThing,
  limitedBy,
  type RateLimits,
  type Release,
} from '../rate-limits.ts';
import { hasScope, type Viewer } from '../viewer.ts';
import { createClientOf, createPeerNetwork } from './client-of.ts';
import { createOpenCounts, type OpenCounts } from './open-counts.ts';
import { createTokenBuckets, type TokenBuckets } from './token-buckets.ts';

/** The limits of all processes together. Null or absent means no limit. */
export type LimitValues = Readonly<
  Record<LimitedBy, Readonly<Partial<Record<LimitedThing, number | null>>>>
>;

export interface RateLimitSettings {
  readonly values: LimitValues;
  /** How many processes are alive. Each admits an equal share of a limit. */
  readonly processes: () => number;
  readonly trustedProxies: readonly string[];
  readonly onLimited: (what: LimitedThing, by: LimitedBy, name: string) => void;
}

/**
 * The names under which a request counts: the ids of its key and tenant, and its client's network. A webhook has the id of its line for
 * a key. Without a name, no such limit applies.
 */
type Names = Readonly<Partial<Record<LimitedBy, string | null>>>;

/** What a client is told to wait when too many sockets or subscriptions are open: when one will close is not known. */
const tryAgainMs = 5_000;

export function createRateLimits(settings: RateLimitSettings): RateLimits {
  const rates = rateLimiter(settings);
  const open = openLimiter(settings);
  const peerNetwork = createPeerNetwork(settings.trustedProxies);
  return {
    clientOf: createClientOf(settings.trustedProxies),
    attempt: ({ network }, document) => rates.take(kindOf(document), { address: network }),
    operation(viewer, document) {
      // Without the scope no rejection can succeed, so the word `rejectCall` gives no access to the limit of rejections.
      const kind = hasScope(viewer, 'calls:reject') ? kindOf(document) : 'operations';
      rates.take(kind, namesOf(viewer));
    },
    socketOfClient: ({ network }) => open('sockets', { address: network }),
    // Before the first request, so there is no header yet in which a proxy names the client.
    connection: (address) => open('connections', { address: peerNetwork(address) }),
    socketOfViewer: (viewer) => open('sockets', namesOf(viewer)),
    subscription: (viewer) => open('subscriptions', namesOf(viewer)),
    webhook: ({ tenantId, id }, signals) =>
      rates.take('webhooks', { key: id, tenant: tenantId }, signals),
    refusedWebhook: ({ network }) => rates.count('webhooks', { address: network }),
    // Checks the count of `refusedWebhook`, before a webhook for an unknown line is read.
    strangerWebhook: ({ network }) => rates.check('webhooks', { address: network }),
  };
}

/**
 * Rejections have a limit of their own, so that queries leave room for them. The kind is read from the text of the document,
 * because parsing a document costs more than refusing it.
 */
function kindOf(document: string): 'rejects' | 'operations' {
  return document.includes('rejectCall') ? 'rejects' : 'operations';
}

function namesOf({ keyId, tenantId }: Viewer): Names {
  return { key: keyId, tenant: tenantId };
}

/** Limits per second. */
function rateLimiter(settings: RateLimitSettings) {
  const buckets = limiters(settings, createTokenBuckets);

  function check(what: LimitedThing, names: Names): void {
    for (const { limiter, by, name } of buckets(what, names)) {
      const waitMs = limiter.waitMs(name);
      if (waitMs === 0) continue;
      settings.onLimited(what, by, name);
      throw tooMany(`More ${what} per second than this ${by} may have. Wait, then repeat.`, waitMs);
    }
  }

  function count(what: LimitedThing, names: Names, amount = 1): void {
    for (const { limiter, name } of buckets(what, names)) limiter.take(name, amount);
  }

  return {
    check,
    count,
    /** Checks all limits before it counts, so that what the key's limit refuses does not use the tenant's. */
    take(what: LimitedThing, names: Names, amount = 1): void {
      check(what, names);
      count(what, names, amount);
    },
  };
}

/** Returns a function that counts an open socket or subscription until it is released, or throws RATE_LIMITED. */
function openLimiter(settings: RateLimitSettings) {
  const counts = limiters(settings, createOpenCounts);
  return (what: LimitedThing, names: Names): Release => {
    const applicable = [...counts(what, names)];
    const full = applicable.find(({ limiter, name }) => limiter.isFull(name));
    if (full) {
      settings.onLimited(what, full.by, full.name);
      const message = `This ${full.by} has as many ${what} as it may. Close one first, or wait.`;
      throw tooMany(message, tryAgainMs);
    }
    const releases = applicable.map(({ limiter, name }) => limiter.open(name));
    return () => {
      for (const release of releases) release();
    };
  };
}

/** Returns a function that yields each limiter that applies to `what`, with the name under which it counts. */
function limiters<Limiter extends TokenBuckets | OpenCounts>(
  { values, processes }: RateLimitSettings,
  create: (share: () => number) => Limiter,
) {
  const limiterOf = new Map<string, Limiter>();
  for (const by of limitedBy) {
    for (const [what, limit] of Object.entries(values[by])) {
      if (limit === null) continue;
      const share = () => limit / processes();
      limiterOf.set(`${by} ${what}`, create(share));
    }
  }
  return function* of(what: LimitedThing, names: Names) {
    for (const by of limitedBy) {
      const limiter = limiterOf.get(`${by} ${what}`);
      const name = names[by];
      if (limiter && name) yield { limiter, by, name };
    }
  };
}

function tooMany(message: string, retryAfterMs: number): RequestError {
  return new RequestError('RATE_LIMITED', message, { retryAfterMs });
}
