import { noteReceived } from '../../db/effects/inbox.ts';
import type { ChallengeReading, WebhookRequest } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import { receiveMessage } from './receive-message.ts';
import { receiveCallSignal } from './receive-signals.ts';
import { receiveTextReport } from './receive-text-report.ts';

export type WebhookAnswer =
  | {
      readonly is: 'received';
      readonly recorded: number;
      readonly duplicates: number;
      readonly unknown: number;
    }
  | { readonly is: 'no-such-hook' }
  | { readonly is: 'forged'; readonly because: string }
  | { readonly is: 'malformed'; readonly because: string };

/** `no-challenge`: there is no such line, or its provider sends none. */
export type ChallengeAnswer = ChallengeReading | { readonly is: 'no-challenge' };

/** A provider calls us. It is answered yes only when everything it said has been recorded. */
export async function receiveWebhook(
  parts: Parts,
  token: string,
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const open = await parts.lineBook.byHookToken(token);
  if (open?.provider.webhook === undefined) return { is: 'no-such-hook' };
  const reading = open.provider.webhook(request);
  if (reading.is !== 'read') return reading;
  let recorded = 0;
  let duplicates = 0;
  for (const signal of reading.signals) {
    const received = await receiveCallSignal(parts, open, signal);
    if (received === 'line-gone') return { is: 'no-such-hook' };
    if (received === 'recorded') recorded++;
    else duplicates++;
  }
  for (const report of reading.texts ?? []) {
    const received = await receiveTextReport(parts, open, report);
    if (received === 'recorded') recorded++;
    else duplicates++;
  }
  for (const message of reading.messages) await receiveMessage(parts, open, message);
  for (const other of reading.unknown) {
    await noteReceived(parts.db, open.line.tenantId, open.line.id, other.dedupeKey, other.what);
  }
  for (const { what } of reading.unknown) {
    parts.log.debug('a provider sent an event that is about no call we could name', {
      what,
      line: open.line.id,
    });
  }
  return { is: 'received', recorded, duplicates, unknown: reading.unknown.length };
}

/** A provider asks whether a webhook URL is ours, and records nothing. */
export async function answerChallenge(
  parts: Parts,
  token: string,
  request: WebhookRequest,
): Promise<ChallengeAnswer> {
  const open = await parts.lineBook.byHookToken(token);
  return open?.provider.answerChallenge?.(request) ?? { is: 'no-challenge' };
}
