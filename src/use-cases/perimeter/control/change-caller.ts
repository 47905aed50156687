import { auditOf } from '../../../access/audit-of.ts';
import { requireScope } from '../../../access/require-scope.ts';
import { actorOf, type Viewer } from '../../../access/viewer.ts';
import { newId } from '../../../call/ids.ts';
import { permanentBlockEnd } from '../../../call/permanent-block.ts';
import { readCallers } from '../../../db/callers/callers.ts';
import { type CallerUpdate, changeCaller } from '../../../db/callers/change-caller.ts';
import { isLostRace } from '../../../db/connection/database-errors.ts';
import type { BlockInput, CallerAnswer, CallerRef } from '../../perimeter-control.ts';
import { retryOnConflict } from '../../retry-on-conflict.ts';
import { readCallerRef } from './caller-ref.ts';
import type { ControlDependencies } from './control-dependencies.ts';

export async function tagCaller(
  deps: ControlDependencies,
  viewer: Viewer,
  ref: CallerRef,
  tier: string | null,
): Promise<CallerAnswer> {
  requireScope(viewer, 'callers:tag', 'Callers are tagged');
  const trimmed = tier?.trim() ?? null;
  if (trimmed !== null && (trimmed === '' || trimmed.length > 64)) {
    return invalid('tier', 'A tier has 1 to 64 characters. Give null to remove it.');
  }
  return change(deps, viewer, ref, { is: 'tier', tier: trimmed });
}

const minuteMs = 60_000;
const tenYearsMs = 3650 * 24 * 60 * minuteMs;

export async function blockCaller(
  deps: ControlDependencies,
  viewer: Viewer,
  ref: CallerRef,
  { forMs, reason }: BlockInput,
): Promise<CallerAnswer> {
  requireScope(viewer, 'callers:tag', 'Callers are blocked');
  if (forMs !== null && !(Number.isInteger(forMs) && forMs >= minuteMs && forMs <= tenYearsMs)) {
    const limits = `${minuteMs} to ${tenYearsMs} milliseconds`;
    return invalid('forMs', `Give ${limits}, a whole number, or null to block without an end.`);
  }
  const because = reason?.trim();
  if (because !== undefined && (because === '' || because.length > 200)) {
    return invalid('reason', 'A reason has 1 to 200 characters. Leave it out to give none.');
  }
  const until = forMs === null ? permanentBlockEnd : new Date(deps.now().getTime() + forMs);
  const block = { by: actorOf(viewer), because };
  return change(deps, viewer, ref, { is: 'blocked', until, block });
}

export async function unblockCaller(
  deps: ControlDependencies,
  viewer: Viewer,
  ref: CallerRef,
): Promise<CallerAnswer> {
  requireScope(viewer, 'callers:tag', 'Callers are unblocked');
  return change(deps, viewer, ref, { is: 'unblocked' });
}

/** The actions in the audit log, by kind of change. */
const actions = { tier: 'tagCaller', blocked: 'blockCaller', unblocked: 'unblockCaller' } as const;

async function change(
  deps: ControlDependencies,
  viewer: Viewer,
  ref: CallerRef,
  update: CallerUpdate,
): Promise<CallerAnswer> {
  const { tenantId } = viewer;
  const named = readCallerRef(deps, ref, 'caller');
  if (named.is === 'problem') return { is: 'invalid', problems: [named.problem] };
  // Used if the reference is an address that no stored caller has.
  const newCallerId = newId('clr');
  // One entry for all rounds, so that it is logged once. It gets the id of the changed caller as its target in the database.
  const audit = auditOf(viewer, { action: actions[update.is] });
  const id = await retryOnConflict(async () => {
    try {
      return await changeCaller(deps.db, tenantId, named, newCallerId, update, deps.now(), audit);
    } catch (error) {
      if (isLostRace(error)) return 'lost';
      throw error;
    }
  });
  if (id === null) return { is: 'not-found' };
  // 'ALL': `callers:tag` acts on the whole tenant, so `requireScope` has refused a key for some lines.
  const caller = (await readCallers(deps.db, tenantId, [id], 'ALL')).get(id);
  return caller ? { is: 'changed', caller } : { is: 'not-found' };
}

function invalid(field: string, message: string): CallerAnswer {
  return { is: 'invalid', problems: [{ field, message }] };
}
