import { noteReceived } from '../../db/record/note-received-event.ts';
import type { ChallengeReading, WebhookReading, WebhookRequest } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import { receiveMessage } from './receive-message.ts';
import { receiveCallSignal } from './receive-signals.ts';
import { receiveTextReport } from './receive-text-report.ts';

/** `forged`: nothing proves that the provider sent it. */
export type WebhookAnswer =
  | {
      readonly is: 'received';
      /** Signals about calls, and reports about texts. Messages are not counted. */
      readonly recorded: number;
      readonly duplicates: number;
      /** Events that this version does not know. */
      readonly unknown: number;
    }
  | { readonly is: 'no-such-hook' }
  | { readonly is: 'forged'; readonly because: string }
  | { readonly is: 'malformed'; readonly because: string };

/** `no-challenge`: the line's provider sends no challenges. */
export type ChallengeAnswer =
  | ChallengeReading
  | { readonly is: 'no-challenge' }
  | { readonly is: 'no-such-hook' };

/**
 * Records a provider's webhook. `token` is from the webhook URL and identifies the line. Returns `received` only after all
 * events of the webhook are recorded.
 */
export async function receiveWebhook(
  deps: Dependencies,
  token: string,
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const loaded = await deps.lineCache.byHookToken(token);
  if (loaded?.provider.webhook === undefined) return { is: 'no-such-hook' };
  const reading = loaded.provider.webhook(request);
  if (reading.is !== 'read') return reading;
  // Throws RATE_LIMITED.
  deps.rateLimits.webhook(loaded.line, eventsIn(reading));
  let recorded = 0;
  let duplicates = 0;
  for (const signal of reading.signals) {
    const received = await receiveCallSignal(deps, loaded, signal);
    if (received === 'line-gone') return { is: 'no-such-hook' };
    if (received === 'recorded') recorded++;
    else duplicates++;
  }
  // Reports are never answered with 'line-gone'.
  for (const report of reading.texts ?? []) {
    const received = await receiveTextReport(deps, loaded, report);
    if (received === 'recorded') recorded++;
    else duplicates++;
  }
  for (const message of reading.messages) await receiveMessage(deps, loaded, message);
  for (const other of reading.unknown) {
    await noteReceived(deps.db, loaded.line.tenantId, loaded.line.id, other.dedupeKey, other.what);
  }
  // Logged only when all are recorded: after a failure the provider sends the webhook again, and it would be logged twice.
  for (const { what } of reading.unknown) {
    deps.log.debug('a provider sent an event that this version does not know', {
      what,
      line: loaded.line.id,
    });
  }
  return { is: 'received', recorded, duplicates, unknown: reading.unknown.length };
}

function eventsIn(reading: Extract<WebhookReading, { readonly is: 'read' }>): number {
  const { signals, texts = [], messages, unknown } = reading;
  return signals.length + texts.length + messages.length + unknown.length;
}

/** Answers a provider that checks whether a webhook URL belongs to this service. Records nothing. */
export async function answerChallenge(
  deps: Dependencies,
  token: string,
  request: WebhookRequest,
): Promise<ChallengeAnswer> {
  const loaded = await deps.lineCache.byHookToken(token);
  if (loaded === null) return { is: 'no-such-hook' };
  return loaded.provider.answerChallenge?.(request) ?? { is: 'no-challenge' };
}
