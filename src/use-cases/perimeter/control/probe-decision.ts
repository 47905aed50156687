import { RequestError } from '../../../access/errors.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { isGroup } from '../../../call/caller-address.ts';
import { type CallerId, newId } from '../../../call/ids.ts';
import { readCallers } from '../../../db/callers/callers.ts';
import { readKnownCallers } from '../../../db/callers/known-callers.ts';
import { readPerimeterFacts } from '../../../db/lines/perimeter-facts.ts';
import { crmWithheld } from '../../crm.ts';
import { perimeterQuestion } from '../../lines/line-perimeter.ts';
import type { LoadedLine } from '../../loaded-line.ts';
import type { CallerRef, Probe, ProbedDecision } from '../../perimeter-control.ts';
import { evaluateRing } from '../evaluate-ring.ts';
import type { RingingCaller } from '../find-tier.ts';
import { readCallerRef } from './caller-ref.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { nearOrThrow } from './time-limits.ts';

/** Returns what the policies would decide about a ring, from the facts that a real ring would have. Records nothing. */
export async function probeDecision(
  deps: ControlDependencies,
  viewer: Viewer,
  probe: Probe,
): Promise<ProbedDecision> {
  const loaded = await lineOrThrow(deps, viewer, probe);
  const caller = await callerOrThrow(deps, viewer, probe.caller);
  const now = deps.now();
  const at = probe.at ? nearOrThrow('input.at', probe.at, now) : now;
  const stored = await readPerimeterFacts(deps.db, {
    tenantId: viewer.tenantId,
    lineId: loaded.line.id,
    // The viewer must not learn the history of a caller whom the viewer may not see.
    addresses: caller.known ? caller.addresses : [],
    // Without policies no facts are needed, and the shortest history is read.
    ...(perimeterQuestion(loaded.line, at) ?? {
      recentSince: at,
      textedSince: at,
      conversationWithLine: false,
      openCalls: false,
    }),
    ...(probe.at && { textedUntil: at }),
  });
  // The probed ring is the first of its call.
  const call = {
    direction: 'INBOUND',
    leg: 1,
    providerForbidsReject: false,
    callerIsGroup: isGroup(caller.addresses),
  } as const;
  // The stored counts are of the last minute, so they do not apply to a probe for another time.
  const isNow = Math.abs(at.getTime() - now.getTime()) < 60_000;
  const storedAtThatTime = {
    ...stored,
    recentCalls: stored.recentCalls.filter((rangAt) => rangAt <= at),
    ...(!isNow && { rejectsLately: 0, textsLately: 0 }),
  };
  const ring = { loaded, call, caller, stored: storedAtThatTime, now: at };
  // A line-scoped key may ask the CRM only about a caller whom it may see. Otherwise it could read the whole CRM, number by number.
  const mayAskCrm = viewer.lines === 'ALL' || caller.known !== null;
  const crm = mayAskCrm ? deps.crm : crmWithheld;
  const { decision, text } = await evaluateRing({ crm }, ring);
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
  { lineCache }: ControlDependencies,
  viewer: Viewer,
  { lineId }: Probe,
): Promise<LoadedLine> {
  const loaded = mayUseLine(viewer, lineId) ? await lineCache.byId(viewer.tenantId, lineId) : null;
  if (loaded && !loaded.line.removedAt) return loaded;
  throw badInput('input.lineId', 'There is no such line that you may see.');
}

/** The address of a caller whom the viewer may not see counts as one never seen before. The id of such a caller is refused. */
async function callerOrThrow(
  deps: ControlDependencies,
  viewer: Viewer,
  ref: CallerRef,
): Promise<RingingCaller> {
  const named = readCallerRef(deps, ref, 'input.caller');
  switch (named.is) {
    case 'problem':
      throw badInput(named.problem.field, named.problem.message);
    case 'address': {
      const [known] = await readKnownCallers(deps.db, viewer.tenantId, [named.address]);
      const isVisible = known && (await findVisibleCaller(deps, viewer, known.id));
      if (!isVisible) return { id: newId('clr'), addresses: [named.address], known: null };
      // A real ring would name this address alone. The others are in `known`.
      return { id: known.id, addresses: [named.address], known };
    }
    case 'id': {
      const caller = await findVisibleCaller(deps, viewer, named.id);
      if (!caller) throw badInput('input.caller.id', 'There is no such caller that you may see.');
      const [known = null] = await readKnownCallers(deps.db, viewer.tenantId, caller.addresses);
      return { id: caller.id, addresses: caller.addresses, known };
    }
  }
}

/** A line-scoped key sees only the callers of its lines. */
async function findVisibleCaller({ db }: ControlDependencies, viewer: Viewer, id: CallerId) {
  return (await readCallers(db, viewer.tenantId, [id], viewer.lines)).get(id);
}

function badInput(argument: string, message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message, { argument });
}
