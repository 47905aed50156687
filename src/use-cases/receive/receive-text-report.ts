import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { newId } from '../../call/ids.ts';
import { failText } from '../../call/lifecycle/fail-text.ts';
import { readTextReportFacts, type TextReportFacts } from '../../db/calls/text-reports.ts';
import { noteReceived } from '../../db/record/note-received-event.ts';
import { record } from '../../db/record/record.ts';
import type { TextReport } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from '../work/lease.ts';
import type { Received } from './receive-signals.ts';

/**
 * Records a provider's report that a text was not delivered. Most reports are about texts that other systems sent; those
 * are only noted.
 */
export async function receiveTextReport(
  deps: Dependencies,
  loaded: LoadedLine,
  report: TextReport,
): Promise<Received> {
  const { tenantId, id: lineId } = loaded.line;
  const { dedupeKey, messageIds, problem, what } = report;
  const textEffectId = newId('eff');
  // `failText` may send the line's template in place of the text that was not delivered.
  const hasTemplate = loaded.provider.sendTemplate !== undefined;
  let sendsAgain = false;
  const received = await retryOnConflict<Received>(async () => {
    const facts = await factsOf(deps, loaded, report);
    if (facts.duplicate) return 'duplicate';
    if (facts.call === null) {
      await noteReceived(deps.db, tenantId, lineId, dedupeKey, what);
      return 'recorded';
    }
    const settling = { now: deps.now(), textEffectId, provider: loaded.actor };
    const change = failText(facts.call, { ...settling, messageIds, problem, hasTemplate });
    sendsAgain = change.effects.length > 0;
    const written = await record(deps.db, tenantId, {
      change,
      lease: takeLease(deps),
      received: { lineId, dedupeKey, what, callId: facts.call.id },
    });
    // 'lost': a concurrent change came first, so `retryOnConflict` decides again.
    return written === 'written' ? 'recorded' : 'lost';
  });
  if (received !== 'recorded') return received;
  // Tells the feed that there are new journal entries to deliver.
  deps.feed.wrote();
  // Wakes the pool that sends texts.
  if (sendsAgain) deps.onDue('text', 0);
  return received;
}

const maxReads = 10;
const retryMs = 150;

/**
 * The report may arrive before the provider's answer to sending the text, which contains the message id. So while a text of
 * the line is in flight, the facts are read again, up to `maxReads` times. After that the report is refused, and not noted as
 * one about another system's text: a provider sends again what is refused.
 */
async function factsOf(
  { db }: Dependencies,
  { line }: LoadedLine,
  { dedupeKey, messageIds }: TextReport,
): Promise<TextReportFacts> {
  const question = { tenantId: line.tenantId, lineId: line.id, dedupeKey, messageIds };
  /** The time of the first read. The report cannot be about a text that was recorded later. */
  let askedAt: string | undefined;
  for (let read = 1; read <= maxReads; read++) {
    if (read > 1) await sleep(retryMs);
    const facts = await readTextReportFacts(db, { ...question, askedAt });
    if (facts.duplicate || facts.call !== null || !facts.isTextInFlight) return facts;
    ({ askedAt } = facts);
  }
  throw new RequestError(
    'UNAVAILABLE',
    'The report may be about a text that is still being sent. Send it again.',
  );
}
