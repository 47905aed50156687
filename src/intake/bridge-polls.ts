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
  /** The period of the rounds. A round starts no more requests after this time. */
  readonly everyMs: number;
  /** Concurrent requests. */
  readonly atOnce: number;
  /** URLs in one round. The next round begins with the other URLs. */
  readonly maxUrls: number;
}

/** Requests a health URL within its own deadline. Never rejects. */
export type AskBridge = (url: string, signal: AbortSignal) => Promise<BridgeAnswer>;

type PollDependencies = Pick<Dependencies, 'db' | 'log' | 'now'>;

/**
 * Polls the health URLs of recording bridges, the systems of tenants that record calls, for the policy `safety-valve`. A round
 * ends before the next begins, so this process never sends two requests to a URL at once. A bridge that another process has
 * just polled is skipped.
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
    const leftMs = settings.everyMs - (performance.now() - beganAt);
    // After a round that took the whole period, a short pause remains.
    await pause(Math.max(leftMs, settings.everyMs / 10), signal);
  }
}

async function pollAll(
  deps: PollDependencies,
  ask: AskBridge,
  { everyMs, atOnce, maxUrls }: BridgePollSettings,
  signal: AbortSignal,
): Promise<void> {
  const roundEnd = AbortSignal.timeout(everyMs);
  // Less than a period, because the jitter makes some rounds start early.
  const polledBefore = new Date(deps.now().getTime() - everyMs * 0.75);
  // All workers share one iterator, so each takes the next poll.
  const polls = (await readBridgePolls(deps.db, polledBefore, maxUrls)).values();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const poll of polls) {
      // The URLs that this round does not reach, because others hang, come first in the next round.
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
  // Taken before the request: a report of the bridge itself that arrives during the request counts as newer.
  const askedAt = now();
  const answer = await ask(url, signal);
  // The shutdown has aborted the request, so the answer says nothing about the bridge.
  if (signal.aborted) return;
  // Several bridges may have the same URL.
  for (const { tenantId, name } of bridges) {
    await saveBridgePoll(db, tenantId, { name, url, answer, askedAt });
  }
}

/** The jitter is at most this share of a pause, so that processes that started together do not poll together. */
const jitter = 0.2;

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const withJitter = ms * (1 - jitter + Math.random() * 2 * jitter);
  await sleep(withJitter, undefined, { signal }).catch(() => {});
}
