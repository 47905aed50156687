import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../call/ids.ts';
import { failText } from '../../call/lifecycle/fail-text.ts';
import { readTextReportFacts, type TextReportFacts } from '../../db/calls/text-reports.ts';
import { noteReceived } from '../../db/effects/inbox.ts';
import { record } from '../../db/record/record.ts';
import type { TextReport } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { takeLease } from '../work/lease.ts';
import type { Received } from './receive-signals.ts';

/** A provider says that a text was not delivered. Most such texts are not ours: those are only noted. */
export async function receiveTextReport(
  parts: Parts,
  open: OpenLine,
  report: TextReport,
): Promise<Received> {
  const { tenantId, id: lineId } = open.line;
  const { dedupeKey, messageIds, problem, what } = report;
  const textEffectId = newId('eff');
  const hasTemplate = open.provider.sendTemplate !== undefined;
  let sendsAgain = false;
  const received = await untilRecorded<Received>(async () => {
    const facts = await factsOf(parts, open, report);
    if (facts.duplicate) return 'duplicate';
    if (facts.call === null) {
      await noteReceived(parts.db, tenantId, lineId, dedupeKey, what);
      return 'recorded';
    }
    const settling = { now: parts.now(), textEffectId, provider: open.actor };
    const change = failText(facts.call, { ...settling, messageIds, problem, hasTemplate });
    sendsAgain = change.effects.length > 0;
    const written = await record(parts.db, tenantId, {
      change,
      lease: takeLease(parts),
      received: { lineId, dedupeKey, what, callId: facts.call.id },
    });
    return written === 'written' ? 'recorded' : 'lost';
  });
  if (received !== 'recorded') return received;
  parts.feed.wrote();
  if (sendsAgain) parts.onDue('text', 0);
  return received;
}

const looks = 10;
const betweenLooksMs = 150;

/** The report may be faster than the answer to the text itself, which tells its id. */
async function factsOf(
  { db }: Parts,
  { line }: OpenLine,
  { dedupeKey, messageIds }: TextReport,
): Promise<TextReportFacts> {
  const question = { tenantId: line.tenantId, lineId: line.id, dedupeKey, messageIds };
  for (let look = 1; ; look++) {
    const facts = await readTextReportFacts(db, question);
    if (facts.call !== null || !facts.isUnderWay || look === looks) return facts;
    await sleep(betweenLooksMs);
  }
}
