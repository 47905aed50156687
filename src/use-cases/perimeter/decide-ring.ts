import type { Actor } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import { type EffectId, newId, type RejectionId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import type { RingAction } from '../../call/lifecycle/apply-decision.ts';
import type { NewEffect } from '../../call/lifecycle/change.ts';
import type { RejectCommand } from '../../call/lifecycle/request-reject.ts';
import type { TextPlan } from '../../call/rejection.ts';
import type { PerimeterFacts } from '../../db/lines/perimeter-facts.ts';
import type { CallerChange } from '../../db/record/recording.ts';
import type { Decision, RuleKind } from '../../policies/decision.ts';
import type { Facts } from '../../policies/facts.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { evaluateRing } from './evaluate-ring.ts';
import type { RingingCaller } from './find-tier.ts';

export interface RingToDecide {
  readonly loaded: LoadedLine;
  readonly call: Call;
  readonly caller: RingingCaller;
  readonly stored: PerimeterFacts;
  /** For what a rejection inserts. */
  readonly newIds: { readonly rejectionId: RejectionId; readonly effectId: EffectId };
  readonly receivedAt: Date;
}

/** What the policies say about a ring, what to do about it, and what to remember of its caller. */
export interface DecidedRing {
  readonly decision: Decision;
  readonly act: RingAction;
  readonly by: Actor;
  readonly remember: Pick<CallerChange, 'blockedUntil' | 'block' | 'lastTextedAt'>;
}

export async function decideRing(
  deps: Pick<Dependencies, 'crm' | 'now'>,
  { loaded, call, caller, stored, newIds, receivedAt }: RingToDecide,
): Promise<DecidedRing> {
  const ring = { loaded, call, caller, stored, now: deps.now() };
  const { facts, decision, text } = await evaluateRing(deps, ring);
  const { rejectionId, effectId } = newIds;
  const act = actOn({
    ...{ call, decision, text, rejectionId, effectId },
    askedAt: receivedAt,
    // Not `facts.now`: a request to the CRM may have taken time since.
    now: deps.now(),
  });
  const by = signatureOf(decision);
  return { decision, act, by, remember: rememberOf(facts, decision, act) };
}

function signatureOf({ by }: Decision): Actor {
  return { kind: 'POLICY', name: by?.name ?? by?.kind ?? 'policies' };
}

interface ToAct extends Pick<RejectCommand, 'rejectionId' | 'effectId' | 'askedAt' | 'now'> {
  readonly call: Call;
  readonly decision: Decision;
  readonly text: TextPlan | undefined;
}

function actOn({ call, decision, text, ...ids }: ToAct): RingAction {
  const held = heldAutomation(decision);
  switch (decision.verdict) {
    case 'ring': {
      if (held === undefined) return { is: 'ring' };
      const isTextHeld = decision.held?.outcome.verdict === 'ring-with-text';
      return { is: 'hold', because: held, ...(isTextHeld && { text }) };
    }
    case 'ring-with-text':
      return { is: 'notify', text: text ?? {}, held };
    case 'reject': {
      const command = {
        ...ids,
        reason: decision.reason ?? 'DECLINED',
        by: signatureOf(decision),
        byPolicy: decision.by?.kind,
        followUp: text,
      };
      return { is: 'reject', command, also: blockEffects(call, decision, ids.now), held };
    }
  }
}

/** The rules whose effect on a call is worth a journal entry, because an operator has set them as limits of automation. */
const limits: ReadonlySet<RuleKind> = new Set(['kill-switch', 'reject-cap', 'leg-cap']);

function heldAutomation({ held, followUp }: Decision): string | undefined {
  const { reason, because } = followUp?.notSent ?? {};
  const all = [
    ...(held && limits.has(held.by) ? [held.because] : []),
    ...(reason === 'TEXT_CAP' && because !== undefined ? [because] : []),
  ];
  return all.length > 0 ? all.join(', and ') : undefined;
}

const blockWithinMs = 5 * 60_000;
const unblockWithinMs = 24 * 3_600_000;

/** This service rejects a blocked caller itself. The provider's own block, set here and ended later, is a best effort. */
function blockEffects(call: Call, { blockCallerForMs }: Decision, now: Date): NewEffect[] {
  if (blockCallerForMs === undefined || call.callerAtProvider === '') return [];
  const request = { callerAtProvider: call.callerAtProvider };
  const until = now.getTime() + blockCallerForMs;
  return [
    {
      kind: 'block',
      id: newId('eff'),
      deadlineAt: new Date(now.getTime() + Math.min(blockWithinMs, blockCallerForMs)),
      request,
    },
    {
      kind: 'unblock',
      id: newId('eff'),
      notBefore: new Date(until),
      deadlineAt: new Date(until + unblockWithinMs),
      request,
    },
  ];
}

function rememberOf(
  { now, caller }: Facts,
  decision: Decision,
  act: RingAction,
): DecidedRing['remember'] {
  const { blockCallerForMs } = decision;
  const rejects = act.is === 'reject';
  const text = rejects ? act.command.followUp : act.is === 'notify' ? act.text : undefined;
  const texts = text?.text !== undefined || text?.textWhenGone !== undefined;
  const blocks = rejects && blockCallerForMs !== undefined;
  const until = new Date(now.getTime() + (blockCallerForMs ?? 0));
  const isLater = caller.blockedUntil === undefined || until > caller.blockedUntil;
  return {
    ...(blocks && isLater && { blockedUntil: until, block: blockOf(decision) }),
    ...(texts && { lastTextedAt: now }),
  };
}

function blockOf(decision: Decision): Block {
  const { by, causes } = decision;
  const cause = causes.find(({ kind, policy }) => kind === by?.kind && policy === by?.policy);
  return { by: signatureOf(decision), because: cause?.because };
}
