import { RequestError } from '../../../access/errors.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { isGroup } from '../../../call/caller-address.ts';
import { type CallerId, newId } from '../../../call/ids.ts';
import { readCallers } from '../../../db/callers/callers.ts';
import { readKnownCallers } from '../../../db/callers/known-callers.ts';
import { readPerimeterFacts } from '../../../db/lines/perimeter-facts.ts';
import { perimeterQuestion } from '../../lines/line-perimeter.ts';
import type { OpenLine } from '../../loaded-line.ts';
import type { CallerRef, Probe, ProbedDecision } from '../../perimeter-control.ts';
import { considerRing } from '../evaluate-ring.ts';
import type { RingingCaller } from '../find-tier.ts';
import { readCallerRef } from './caller-ref.ts';
import type { ControlParts } from './control-dependencies.ts';
import { nearOrThrow } from './time-limits.ts';

/** What a ring would meet: the same facts and the same policies, and nothing comes of it. */
export async function probeDecision(
  parts: ControlParts,
  viewer: Viewer,
  probe: Probe,
): Promise<ProbedDecision> {
  const open = await lineOrThrow(parts, viewer, probe);
  const caller = await callerOrThrow(parts, viewer, probe.caller);
  const now = parts.now();
  const at = probe.at ? nearOrThrow('input.at', probe.at, now) : now;
  const known = await readPerimeterFacts(parts.db, {
    tenantId: viewer.tenantId,
    lineId: open.line.id,
    // What a stranger has done is not to be seen either.
    addresses: caller.known ? caller.addresses : [],
    ...(perimeterQuestion(open.line, at) ?? {
      recentSince: at,
      textedSince: at,
      conversationWithLine: false,
    }),
  });
  const call = {
    direction: 'INBOUND',
    leg: 1,
    providerForbidsReject: false,
    callerIsGroup: isGroup(caller.addresses),
  } as const;
  // What automation does within a minute is counted now, and tells nothing about another time.
  const isNow = Math.abs(at.getTime() - now.getTime()) < 60_000;
  const before = {
    ...known,
    recentCalls: known.recentCalls.filter((rangAt) => rangAt <= at),
    ...(!isNow && { rejectsLately: 0, textsLately: 0 }),
  };
  const ring = { call, caller, now: at };
  const { decision, text } = await considerRing(parts, open, ring, before);
  const asStranger = caller.known === null;
  const { followUp, followUpWhenGone } = decision;
  return {
    ...decision,
    asStranger,
    ...(followUp && { followUp: { ...followUp, text: text?.text } }),
    ...(followUpWhenGone && {
      followUpWhenGone: { ...followUpWhenGone, text: text?.textWhenGone },
    }),
  };
}

async function lineOrThrow(
  { lineBook }: ControlParts,
  viewer: Viewer,
  { lineId }: Probe,
): Promise<OpenLine> {
  const open = mayUseLine(viewer, lineId) ? await lineBook.byId(viewer.tenantId, lineId) : null;
  if (open) return open;
  throw wrong('input.lineId', 'There is no such line that you may see.');
}

async function callerOrThrow(
  parts: ControlParts,
  viewer: Viewer,
  ref: CallerRef,
): Promise<RingingCaller> {
  const named = readCallerRef(parts, ref, 'input.caller');
  switch (named.is) {
    case 'problem':
      throw wrong(named.problem.field, named.problem.message);
    case 'address': {
      const [known] = await readKnownCallers(parts.db, viewer.tenantId, [named.address]);
      const isSeen = known && (await visible(parts, viewer, known.id));
      if (!isSeen) return { id: newId('clr'), addresses: [named.address], known: null };
      return { id: known.id, addresses: [named.address], known };
    }
    case 'id': {
      const seen = await visible(parts, viewer, named.id);
      if (!seen) throw wrong('input.caller.id', 'There is no such caller that you may see.');
      const [known = null] = await readKnownCallers(parts.db, viewer.tenantId, seen.addresses);
      return { id: seen.id, addresses: seen.addresses, known };
    }
  }
}

/** A key of some lines sees only who has called one of them. */
async function visible({ db }: ControlParts, viewer: Viewer, id: CallerId) {
  return (await readCallers(db, viewer.tenantId, [id], viewer.lines)).get(id);
}

function wrong(argument: string, message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message, { argument });
}
