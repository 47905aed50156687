import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../call/problem.ts';
import { readHeldCalls } from '../../db/calls/legs.ts';
import {
  claimListening,
  type ListeningLine,
  releaseListening,
} from '../../db/lines/listener-leases.ts';
import { type Heard, ListenError, type ProviderName } from '../../providers/provider.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';
import type { LoadedLine } from '../../use-cases/loaded-line.ts';
import { createKeyedExecutor } from './keyed-executor.ts';
import { createListeningStatus, type ListeningStatus } from './listening-status.ts';
import { receiveHeard } from './receive-heard.ts';

export interface Listeners {
  stop(): Promise<void>;
}

export interface ListenerSettings {
  readonly providers: readonly ProviderName[];
  /** How long a line is this process's; it is renewed three times within. */
  readonly leaseMs: number;
  readonly backoffMs: {
    readonly least: number;
    readonly most: number;
    /** When only a change of the account, or of the agent's rights, can help. */
    readonly hopeless: number;
  };
}

/** Of the calls that are over: enough to tell a leg that rings again from one that is told again. */
const latestCalls = 500;
/** A snapshot may tell of many calls at once. */
const takenAtOnce = 8;

interface Listening {
  readonly account: string;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Listens to the lines whose providers do not call us, one process for each line at a time. */
export function startListeners(deps: Dependencies, settings: ListenerSettings): Listeners {
  const owner = randomUUID();
  const listening = new Map<string, Listening>();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew().catch((error: unknown) => {
        deps.log.warn('renewing the lines to listen to failed', { error });
      });
      await pause(settings.leaseMs / 3, stopping.signal);
    }
  }

  async function renew(): Promise<void> {
    const renewedAt = performance.now();
    const ours = await claimListening(deps.db, settings.providers, owner, settings.leaseMs);
    // Too late: somebody else may have them by now.
    const held = performance.now() - renewedAt < settings.leaseMs / 2 ? ours : [];
    const wanted = new Map(held.map((line) => [`${line.tenantId} ${line.lineId}`, line]));
    for (const [key, current] of listening) {
      if (wanted.get(key)?.account === current.account) continue;
      current.abort.abort();
      listening.delete(key);
    }
    for (const [key, line] of wanted) {
      if (!listening.has(key)) listening.set(key, start(line));
    }
  }

  function start(line: ListeningLine): Listening {
    const abort = new AbortController();
    const report = createListeningStatus(deps, line, owner);
    const ended = keepListening(deps, line, { ...settings, report }, abort.signal);
    return { account: line.account, abort, ended };
  }

  const running = settings.providers.length > 0 ? run() : Promise.resolve();
  return {
    async stop() {
      stopping.abort();
      await running;
      for (const { abort } of listening.values()) abort.abort();
      await Promise.all([...listening.values()].map(({ ended }) => ended));
      if (listening.size === 0) return;
      await releaseListening(deps.db, owner).catch((error: unknown) => {
        // Others take the lines when the lease ends: that must not keep the process from its other goodbyes.
        deps.log.warn('the lines listened to could not be released', { error });
      });
    },
  };
}

interface Keeping extends ListenerSettings {
  readonly report: ListeningStatus;
}

async function keepListening(
  deps: Dependencies,
  line: ListeningLine,
  { report, backoffMs }: Keeping,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let problem: Problem | undefined;
    const taking = createKeyedExecutor(takenAtOnce);
    try {
      const loaded = await deps.lineCache.byId(line.tenantId, line.lineId);
      if (loaded?.provider.listen === undefined) return;
      if (accountOf(loaded) !== line.account) {
        // What is remembered here is older than the change for which we were started.
        deps.lineCache.forget(loaded.line);
        continue;
      }
      const held = await readHeldCalls(deps.db, line.tenantId, line.lineId, latestCalls);
      for await (const heard of loaded.provider.listen(signal, held)) {
        if (heard.is === 'connected') failures = 0;
        await taking.start(namesOf(heard), async () => {
          const current = await deps.lineCache.byId(line.tenantId, line.lineId);
          await receiveHeard(deps, current ?? loaded, heard, { report, signal });
        });
      }
      await taking.settled();
    } catch (failure) {
      // What is recorded is the beginning of the next listening.
      const error = await taking.settled().then(
        () => failure,
        (also: unknown) => also,
      );
      deps.log.warn('a line is not heard', { line: line.lineId, error });
      problem = error instanceof ListenError ? error.problem : notRecorded;
      await report.say({ is: 'not-heard', problem });
    }
    await pause(
      problem && isHopeless(problem) ? backoffMs.hopeless : backoff(backoffMs, failures++),
      signal,
    );
  }
}

/** Calls are taken in side by side; a leg comes after the one before it, and what is said of the line in its order. */
function namesOf(heard: Heard): readonly string[] {
  if (heard.is !== 'signal') return ['line'];
  const { providerCallId, conversationId } = heard.signal;
  return conversationId === undefined ? [providerCallId] : [providerCallId, `of ${conversationId}`];
}

const notRecorded: Problem = {
  kind: 'UNAVAILABLE',
  message: 'What was heard could not be recorded here. It is tried again.',
};

const accountOf = ({ line }: LoadedLine): string =>
  createHash('md5').update(line.account).digest('hex');

/** Until somebody changes the account, or the agent's rights. To ask more often may lock the agent out. */
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

function backoff({ least, most: limit }: ListenerSettings['backoffMs'], failures: number): number {
  const most = Math.min(limit, least * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
