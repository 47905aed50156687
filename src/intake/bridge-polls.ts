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
  /** So often a round begins, and so long it takes up new URLs. */
  readonly everyMs: number;
  readonly atOnce: number;
  /** In one round; those left over come first in the next. */
  readonly most: number;
}

/** Asks a health URL; never rejects, and ends by itself. */
export type AskBridge = (url: string, signal: AbortSignal) => Promise<BridgeAnswer>;

type PollDependencies = Pick<Dependencies, 'db' | 'log' | 'now'>;

/**
 * Asks the recording bridges that policies name a health URL for. A round ends before the next begins, so no URL is
 * asked twice at once; a bridge that another process has just told about is left alone.
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
      deps.log.warn('asking the recording bridges failed', { error });
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
  const isOver = AbortSignal.timeout(everyMs);
  const silentSince = new Date(deps.now().getTime() - everyMs * 0.75);
  const polls = (await readBridgePolls(deps.db, silentSince, most)).values();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const poll of polls) {
      // URLs that hang are not to keep the others waiting: these come first in the next round.
      if (isOver.aborted) return;
      await pollOne(deps, ask, poll, signal).catch((error: unknown) => {
        deps.log.warn('what a recording bridge said could not be saved', { error });
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
  // What is reported while we wait for the answer is newer than the answer.
  const askedAt = now();
  const answer = await ask(url, signal);
  // Called off by ourselves: that tells nothing about the bridge.
  if (signal.aborted) return;
  for (const { tenantId, name } of bridges) {
    await saveBridgePoll(db, tenantId, { name, url, answer, askedAt });
  }
}

/** Processes that started together do not stay together. */
const shortest = 0.8;

async function pause(everyMs: number, signal: AbortSignal): Promise<void> {
  const ms = everyMs * (shortest + Math.random() * 2 * (1 - shortest));
  await sleep(ms, undefined, { signal }).catch(() => {});
}
