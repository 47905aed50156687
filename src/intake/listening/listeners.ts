import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../call/problem.ts';
import { readRecordedCalls } from '../../db/calls/recorded-calls.ts';
import {
  claimListenerLeases,
  type LeasedLine,
  releaseListenerLeases,
} from '../../db/lines/listener-leases.ts';
import { type Heard, ListenError, type ProviderName } from '../../providers/provider.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';
import type { LoadedLine } from '../../use-cases/loaded-line.ts';
import type { LineAt } from '../../use-cases/request-limiter.ts';
import { createKeyedExecutor } from './keyed-executor.ts';
import { createListeningStatus, type ListeningStatus } from './listening-status.ts';
import { receiveHeard } from './receive-heard.ts';

export interface Listeners {
  stop(): Promise<void>;
}

type OnConnectionState = (line: LineAt, is: 'open' | 'failed' | 'left') => void;

export interface ListenerSettings {
  /** Told when a line's connection is open, when the provider failed it, and when this process no longer keeps it. */
  readonly onConnectionState?: OnConnectionState;
  readonly providers: readonly ProviderName[];
  /** How long this process owns a line without renewal. It renews three times within this time. */
  readonly leaseMs: number;
  readonly backoffMs: {
    readonly min: number;
    readonly max: number;
    /** The pause after a problem that only a change of the account or of the agent's rights can solve. */
    readonly hopeless: number;
  };
}

/**
 * The latest recorded calls that a connection gets beside all open ones: enough to tell a call that rings again with its old id
 * from a repeated event.
 */
const maxKnownCalls = 500;
/** Events of one line that are recorded at the same time: the snapshot of a new connection may contain many calls. */
const maxConcurrent = 8;

/** A line whose connection this process keeps. */
interface Listening {
  /** The hash of the account with which the connection was opened. */
  readonly account: string;
  readonly abort: AbortController;
}

/** Keeps an event connection for each line whose provider sends no webhooks. A lease gives each line to one process. */
export function startListeners(deps: Dependencies, settings: ListenerSettings): Listeners {
  const owner = randomUUID();
  const listening = new Map<string, Listening>();
  /** Also the connections that were aborted: they end when what they have heard is recorded. */
  const notEnded = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew().catch((error: unknown) => {
        deps.log.warn('renewing the leases of event connections failed', { error });
      });
      await pause(settings.leaseMs / 3, stopping.signal);
    }
  }

  async function renew(): Promise<void> {
    const renewedAt = performance.now();
    const ours = await claimListenerLeases(deps.db, settings.providers, owner, settings.leaseMs);
    // After a slow renewal the leases may end before the next one, and another process would own the lines.
    const stillOurs = performance.now() - renewedAt < settings.leaseMs / 2 ? ours : [];
    const wanted = new Map(stillOurs.map((line) => [`${line.tenantId} ${line.lineId}`, line]));
    for (const [key, current] of listening) {
      if (wanted.get(key)?.account === current.account) continue;
      // A new connection, with a changed account, does not wait for the end of this one.
      current.abort.abort();
      listening.delete(key);
    }
    for (const [key, line] of wanted) {
      if (!listening.has(key)) listening.set(key, start(line));
    }
  }

  function start(line: LeasedLine): Listening {
    const abort = new AbortController();
    const status = createListeningStatus(deps, line, owner);
    const kept = keepListening(deps, line, { ...settings, status }, abort.signal);
    const ended = kept.finally(() => notEnded.delete(ended));
    notEnded.add(ended);
    return { account: line.account, abort };
  }

  const running = settings.providers.length > 0 ? run() : Promise.resolve();
  return {
    async stop() {
      stopping.abort();
      await running;
      for (const { abort } of listening.values()) abort.abort();
      await Promise.all(notEnded);
      // A process that listens nowhere saves the statement.
      if (listening.size === 0) return;
      await releaseListenerLeases(deps.db, owner).catch((error: unknown) => {
        // The leases end by themselves, so the shutdown continues.
        deps.log.warn('releasing the leases of event connections failed', { error });
      });
    },
  };
}

interface ConnectionSettings extends ListenerSettings {
  readonly status: ListeningStatus;
}

/**
 * Opens the connection again after each end, until the line no longer exists or `signal` aborts. It aborts when this process stops, when
 * it has lost the lease (as after a removal of the line), and when the account has changed.
 */
async function keepListening(
  deps: Dependencies,
  line: LeasedLine,
  { status, backoffMs, onConnectionState = () => {} }: ConnectionSettings,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  /** The line as it was loaded last, for `onConnectionState`. */
  let loadedLine: LineAt | undefined;
  while (!signal.aborted) {
    let problem: Problem | undefined;
    const executor = createKeyedExecutor(maxConcurrent);
    try {
      const loaded = await loadLeased(deps, line);
      // The line was erased with its tenant. A line of a provider without `listen` is never leased.
      if (loaded?.provider.listen === undefined) break;
      loadedLine = loaded.line;
      if (accountOf(loaded) !== line.account) {
        // The next renewal of the leases reads the new account and ends this loop.
        await pause(backoffMs.min, signal);
        continue;
      }
      const knownCalls = await readRecordedCalls(
        deps.db,
        line.tenantId,
        line.lineId,
        maxKnownCalls,
      );
      for await (const heard of loaded.provider.listen(signal, knownCalls)) {
        if (heard.is === 'connected') {
          failures = 0;
          onConnectionState(loaded.line, 'open');
        }
        await executor.start(keysOf(heard), async () => {
          // The line may have changed since the connection was opened. It is null if it was erased.
          const current = await deps.lineCache.byId(line.tenantId, line.lineId);
          await receiveHeard(deps, current ?? loaded, heard, { status, signal });
        });
      }
      // Without an error `listen` ends only when `signal` has aborted.
      await executor.settled();
    } catch (failure) {
      // The next connection starts from what is recorded, so recording must end first. If recording has
      // failed, that is why the connection has failed.
      const error = await executor.settled().then(
        () => failure,
        (recordingFailure: unknown) => recordingFailure,
      );
      deps.log.warn('the event connection of a line failed', { line: line.lineId, error });
      const ofProvider = error instanceof ListenError;
      problem = ofProvider ? error.problem : notRecorded;
      if (ofProvider && loadedLine && !signal.aborted) onConnectionState(loadedLine, 'failed');
      await status.save({ is: 'disconnected', problem });
    }
    const isWithoutHope = problem !== undefined && isHopeless(problem);
    await pause(isWithoutHope ? backoffMs.hopeless : backoff(backoffMs, failures++), signal);
  }
  if (loadedLine) onConnectionState(loadedLine, 'left');
}

/** The cached line, read again if its account is not the leased one: the cache may hold the previous account. */
async function loadLeased(
  { lineCache }: Dependencies,
  { tenantId, lineId, account }: LeasedLine,
): Promise<LoadedLine | null> {
  const cached = await lineCache.byId(tenantId, lineId);
  if (cached === null || accountOf(cached) === account) return cached;
  lineCache.forget(cached.line);
  return lineCache.byId(tenantId, lineId);
}

/**
 * Events of different calls are recorded concurrently; the legs of one customer's call (its offers to agents) in order, and the
 * events of the line too.
 */
function keysOf(heard: Heard): readonly string[] {
  if (heard.is !== 'signal') return ['line'];
  const { providerCallId, conversationId } = heard.signal;
  return conversationId === undefined ? [providerCallId] : [providerCallId, `of ${conversationId}`];
}

const notRecorded: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Events of the provider could not be recorded. The connection is opened again.',
};

/** The hash of the account, as `claimListenerLeases` computes it. */
const accountOf = ({ line }: LoadedLine): string =>
  createHash('md5').update(line.account).digest('hex');

/**
 * Whether only a change of the account or of the agent's rights can help. Frequent attempts may then lock the agent
 * out.
 */
function isHopeless({ kind }: Problem): boolean {
  switch (kind) {
    case 'WRONG_CREDENTIALS':
    case 'NOT_ALLOWED':
    case 'NOT_SUPPORTED':
    case 'BAD_REQUEST':
      return true;
    case 'NOT_CONNECTED':
    case 'CALL_NOT_FOUND':
    case 'OUTSIDE_TEXT_WINDOW':
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
    case 'NO_ANSWER':
      return false;
  }
}

/** Exponential backoff with equal jitter. */
function backoff({ min, max }: ListenerSettings['backoffMs'], failures: number): number {
  const ms = Math.min(max, min * 2 ** Math.min(failures, 10));
  return ms * (0.5 + Math.random() / 2);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
