import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BridgeAnswer,
  type BridgePoll,
  readBridgePolls,
  saveBridgePoll,
} from '../db/lines/bridge-reports.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';

export interface BridgePolls {
  stop(): Promise<void>;
}

export interface BridgePollSettings {
  /** The period of the rounds, and how long a round starts requests. */
  readonly everyMs: number;
  readonly atOnce: number;
  /** URLs in one round. The others come first in the next. */
  readonly most: number;
}

/** Requests a health URL, with a deadline of its own. Never rejects. */
export type AskBridge = (url: string, signal: AbortSignal) => Promise<BridgeAnswer>;

type PollDependencies = Pick<Dependencies, 'db' | 'log' | 'now'>;

/**
 * Polls the health URLs of recording bridges. A round ends before the next begins, so a URL never gets two requests at
 * once. A bridge that another process has just polled is skipped.
 */
export function startBridgePolls(
  deps: PollDependencies,
  ask: AskBridge,
  settings: BridgePollSettings,
): BridgePolls {
  const stopping = new AbortController();
  const running = run(deps, ask, settings, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(
  deps: PollDependencies,
  ask: AskBridge,
  settings: BridgePollSettings,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const beganAt = performance.now();
    await pollAll(deps, ask, settings, signal).catch((error: unknown) => {
      deps.log.warn('polling the recording bridges failed', { error });
    });
    const left = settings.everyMs - (performance.now() - beganAt);
    await pause(Math.max(left, settings.everyMs / 10), signal);
  }
}

async function pollAll(
  deps: PollDependencies,
  ask: AskBridge,
  { everyMs, atOnce, most }: BridgePollSettings,
  signal: AbortSignal,
): Promise<void> {
  const roundEnd = AbortSignal.timeout(everyMs);
  const polledBefore = new Date(deps.now().getTime() - everyMs * 0.75);
  const polls = (await readBridgePolls(deps.db, polledBefore, most)).values();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const poll of polls) {
      // URLs that hang must not delay the others, which come first in the next round.
      if (roundEnd.aborted) return;
      await pollOne(deps, ask, poll, signal).catch((error: unknown) => {
        deps.log.warn('saving the state of a recording bridge failed', { error });
      });
    }
  });
  await Promise.all(workers);
}

async function pollOne(
  { db, now }: PollDependencies,
  ask: AskBridge,
  { url, bridges }: BridgePoll,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  // A report that arrives before the answer is newer than the answer.
  const askedAt = now();
  const answer = await ask(url, signal);
  // Aborted by the shutdown, which says nothing about the bridge.
  if (signal.aborted) return;
  for (const { tenantId, name } of bridges) {
    await saveBridgePoll(db, tenantId, { name, url, answer, askedAt });
  }
}

/** Jitter, so that processes that started together do not poll together. */
const shortest = 0.8;

async function pause(everyMs: number, signal: AbortSignal): Promise<void> {
  const ms = everyMs * (shortest + Math.random() * 2 * (1 - shortest));
  await sleep(ms, undefined, { signal }).catch(() => {});
}
