import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenLine } from '../calls/line-book.ts';
import type { Parts } from '../calls/parts.ts';
import { receiveCallSignal } from '../calls/receive-signals.ts';
import {
  claimListening,
  type ListeningLine,
  releaseListening,
  savePresence,
} from '../db/listening.ts';
import { type Heard, ListenError, type ProviderName } from '../providers/provider.ts';

export interface Listeners {
  stop(): Promise<void>;
}

export interface ListenerSettings {
  readonly providers: readonly ProviderName[];
  /** How long a line is this process's; it is renewed three times within. */
  readonly leaseMs: number;
  readonly backoffMs: { readonly least: number; readonly most: number };
}

interface Listening {
  readonly account: string;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Listens to the lines whose providers do not call us, one process for each line at a time. */
export function startListeners(parts: Parts, settings: ListenerSettings): Listeners {
  const owner = randomUUID();
  const listening = new Map<string, Listening>();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew().catch((error: unknown) => {
        parts.log.warn('renewing the lines to listen to failed', { error });
      });
      await pause(settings.leaseMs / 3, stopping.signal);
    }
  }

  async function renew(): Promise<void> {
    const renewedAt = performance.now();
    const ours = await claimListening(parts.db, settings.providers, owner, settings.leaseMs);
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
    const ended = keepListening(parts, line, settings, abort.signal);
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
      await releaseListening(parts.db, owner).catch((error: unknown) => {
        // Others take the lines when the lease ends: that must not keep the process from its other goodbyes.
        parts.log.warn('the lines listened to could not be released', { error });
      });
    },
  };
}

async function keepListening(
  parts: Parts,
  line: ListeningLine,
  settings: ListenerSettings,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let hopeless = false;
    try {
      const open = await parts.lineBook.byId(line.tenantId, line.lineId);
      if (open?.provider.listen === undefined) return;
      if (accountOf(open) !== line.account) {
        // What is remembered here is older than the change for which we were started.
        parts.lineBook.forget(open.line);
        continue;
      }
      for await (const heard of open.provider.listen(signal)) {
        const current = await parts.lineBook.byId(line.tenantId, line.lineId);
        await take(parts, current ?? open, heard);
        failures = 0;
      }
    } catch (error) {
      hopeless = isHopeless(error);
      parts.log.warn('a line is not heard', { line: line.lineId, error });
    }
    const waitMs = hopeless ? settings.backoffMs.most : backoff(settings, failures++);
    await pause(waitMs, signal);
  }
}

const accountOf = ({ line }: OpenLine): string =>
  createHash('md5').update(line.account).digest('hex');

/** Until somebody changes the account, or the agent's rights. */
function isHopeless(error: unknown): boolean {
  if (!(error instanceof ListenError)) return false;
  return error.problem.kind === 'WRONG_CREDENTIALS' || error.problem.kind === 'NOT_ALLOWED';
}

async function take(parts: Parts, open: OpenLine, heard: Heard): Promise<void> {
  switch (heard.is) {
    case 'connected':
      parts.log.info('a line is heard', { line: open.line.id });
      return;
    case 'signal':
      await receiveCallSignal(parts, open, heard.signal);
      return;
    case 'presence': {
      const { tenantId, id: lineId } = open.line;
      const state = heard.presence;
      await savePresence(parts.db, { tenantId, lineId, agent: '', state, at: parts.now() });
      return;
    }
  }
}

function backoff({ backoffMs }: ListenerSettings, failures: number): number {
  const most = Math.min(backoffMs.most, backoffMs.least * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
