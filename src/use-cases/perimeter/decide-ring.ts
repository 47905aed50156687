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
  /**
   * The ids of a rejection and its effect. They are given, so that a retry after a lost race recognises its own
   * rejection.
   */
  readonly newIds: { readonly rejectionId: RejectionId; readonly effectId: EffectId };
  readonly receivedAt: Date;
}

/** What the policies decide about a ring, the action that follows, and the change of its caller. */
export interface DecidedRing {
  readonly decision: Decision;
  readonly action: RingAction;
  /** What to store about the caller. */
  readonly remember: Pick<CallerChange, 'blockedUntil' | 'block' | 'lastTextedAt'>;
}

export async function decideRing(
  deps: Pick<Dependencies, 'crm' | 'now'>,
  { loaded, call, caller, stored, newIds, receivedAt }: RingToDecide,
): Promise<DecidedRing> {
  const ring = { loaded, call, caller, stored, now: deps.now() };
  const { facts, decision, text } = await evaluateRing(deps, ring);
  const action = planAction({
    call,
    decision,
    text,
    rejectionId: newIds.rejectionId,
    effectId: newIds.effectId,
    askedAt: receivedAt,
    // `facts.now` may be too early: the CRM may have been asked since.
    now: deps.now(),
  });
  return { decision, action, remember: rememberOf(facts, decision, action) };
}

/** Without a policy or rule that decided, the actor is `policies`. */
function policyActor({ by }: Decision): Actor {
  return { kind: 'POLICY', name: by?.name ?? by?.kind ?? 'policies' };
}

type CommandParts = Pick<RejectCommand, 'rejectionId' | 'effectId' | 'askedAt' | 'now'>;

interface ActionInput extends CommandParts {
  readonly call: Call;
  readonly decision: Decision;
  readonly text: TextPlan | undefined;
}

function planAction({ call, decision, text, ...commandParts }: ActionInput): RingAction {
  const limitReasons = reasonsOfLimits(decision);
  switch (decision.verdict) {
    case 'ring': {
      // `decision.held` is what a rule prevented; only some rules are limits.
      if (limitReasons === undefined) return { is: 'ring' };
      // A held text goes along: the journal tells by its `noText` why it is not sent.
      const isTextHeld = decision.held?.outcome.verdict === 'ring-with-text';
      return { is: 'hold', because: limitReasons, ...(isTextHeld && { text }) };
    }
    case 'ring-with-text':
      // `evaluateRing` always plans a text for this verdict; the fallback is for the type.
      return { is: 'notify', text: text ?? {}, held: limitReasons };
    case 'reject': {
      const command = {
        ...commandParts,
        reason: decision.reason ?? 'DECLINED',
        by: policyActor(decision),
        byPolicy: decision.by?.kind,
        followUp: text,
      };
      return {
        is: 'reject',
        command,
        also: blockEffects(call, decision, commandParts.now),
        held: limitReasons,
      };
    }
  }
}

/**
 * The limits of automation that an operator sets. The journal gets an entry when one of them changes what happens to a
 * call.
 */
const automationLimits: ReadonlySet<RuleKind> = new Set(['kill-switch', 'reject-cap', 'leg-cap']);

/** The reasons of the limits that changed what happens, as the end of a sentence; undefined if none did. */
function reasonsOfLimits({ held, followUp }: Decision): string | undefined {
  const { reason, because } = followUp?.notSent ?? {};
  const all = [
    ...(held && automationLimits.has(held.by) ? [held.because] : []),
    ...(reason === 'TEXT_CAP' && because !== undefined ? [because] : []),
  ];
  return all.length > 0 ? all.join(', and ') : undefined;
}

/** For how long a block at the provider, and later the unblock, are attempted. */
const blockWithinMs = 5 * 60_000;
const unblockWithinMs = 24 * 3_600_000;

/**
 * The block at the provider is a best effort, because this service rejects a blocked caller itself. A caller whom no event has
 * named cannot be blocked there.
 */
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

/** `lastTextedAt` is stored for the previous release; this one finds the last text in the caller's calls. */
function rememberOf(
  { now, caller }: Facts,
  decision: Decision,
  action: RingAction,
): DecidedRing['remember'] {
  const { blockCallerForMs } = decision;
  const text = textOf(action);
  const sendsText = text?.text !== undefined || text?.textWhenGone !== undefined;
  const blocksCaller = action.is === 'reject' && blockCallerForMs !== undefined;
  const blockedUntil = new Date(now.getTime() + (blockCallerForMs ?? 0));
  const isLongerBlock = caller.blockedUntil === undefined || blockedUntil > caller.blockedUntil;
  return {
    ...(blocksCaller && isLongerBlock && { blockedUntil, block: blockOf(decision) }),
    ...(sendsText && { lastTextedAt: now }),
  };
}

/** The text that the action sends. The text of a held action is not sent. */
function textOf(action: RingAction): TextPlan | undefined {
  switch (action.is) {
    case 'reject':
      return action.command.followUp;
    case 'notify':
      return action.text;
    case 'ring':
    case 'hold':
      return undefined;
  }
}

function blockOf(decision: Decision): Block {
  const { by, causes } = decision;
  const cause = causes.find(({ kind, policy }) => kind === by?.kind && policy === by?.policy);
  return { by: policyActor(decision), because: cause?.because };
}
