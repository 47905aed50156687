import type { Actor } from '../call/actor.ts';
import type { Call } from '../call/call.ts';
import { type EffectId, newId, type RejectionId } from '../call/ids.ts';
import type { Act } from '../call/lifecycle/apply-decision.ts';
import type { NewEffect } from '../call/lifecycle/change.ts';
import type { WishedText } from '../call/rejection.ts';
import type { PerimeterFacts } from '../db/perimeter-facts.ts';
import type { CallerChange } from '../db/recording.ts';
import { decide } from '../policies/decide.ts';
import type { Decision } from '../policies/decision.ts';
import type { Facts } from '../policies/facts.ts';
import { considerRing } from './consider-ring.ts';
import type { RingingCaller } from './find-tier.ts';
import type { OpenLine } from './line-book.ts';
import type { Parts } from './parts.ts';
import type { Perimeter } from './perimeter.ts';

export interface RingIds {
  readonly rejectionId: RejectionId;
  readonly effectId: EffectId;
}

/** What the policies say about a ring, what to do about it, and what to remember of its caller. */
export interface DecidedRing {
  readonly decision: Decision;
  readonly act: Act;
  readonly by: Actor;
  readonly remember: Pick<CallerChange, 'blockedUntil' | 'lastTextedAt'>;
}

export async function decideRing(
  parts: Pick<Parts, 'crm' | 'now'>,
  open: OpenLine,
  call: Call,
  caller: RingingCaller,
  known: PerimeterFacts,
  ids: RingIds,
  askedAt: Date,
): Promise<DecidedRing> {
  const ring = { call, caller, now: parts.now() };
  const { perimeter, facts, decision, text } = await considerRing(parts, open, ring, known);
  const act = actOn(perimeter, call, facts, known, decision, text, { ...ids, askedAt });
  const by = signatureOf(decision);
  return { decision, act, by, remember: rememberOf(facts, decision, act) };
}

function signatureOf({ by }: Decision): Actor {
  return { kind: 'POLICY', name: by?.name ?? by?.kind ?? 'policies' };
}

function actOn(
  perimeter: Perimeter,
  call: Call,
  facts: Facts,
  known: PerimeterFacts,
  decision: Decision,
  text: WishedText | undefined,
  ids: RingIds & { readonly askedAt: Date },
): Act {
  switch (decision.verdict) {
    case 'ring':
      return heldByKillSwitch(perimeter, call, facts) ?? { is: 'ring' };
    case 'ring-with-text':
      if (text === undefined) return { is: 'ring' };
      return textsCapped(perimeter, known) ?? { is: 'notify', text };
    case 'reject': {
      if (known.rejectsLately >= perimeter.rejectsPerMinute) return capped(perimeter);
      const held = text && textsCapped(perimeter, known)?.because;
      const command = {
        ...ids,
        reason: decision.reason ?? 'DECLINED',
        by: signatureOf(decision),
        byPolicy: decision.by?.kind,
        followUp: held === undefined ? text : undefined,
        now: facts.now,
      };
      const also = blockEffects(call, decision, facts.now);
      return { is: 'reject', command, also, ...(held !== undefined && { held }) };
    }
  }
}

/** What only observes would have done nothing anyway. */
function heldByKillSwitch(perimeter: Perimeter, call: Call, facts: Facts): Act | undefined {
  if (!perimeter.killSwitch) return undefined;
  const line = { ...facts.line, killSwitch: false };
  const { verdict } = decide(call, { ...facts, line }, perimeter.policies);
  if (verdict !== 'reject') return undefined;
  return { is: 'hold', because: 'the kill switch of the line is on' };
}

function capped({ rejectsPerMinute }: Perimeter): Act {
  const because = `automation has rejected ${rejectsPerMinute} calls of this line within a minute, which is its cap`;
  return { is: 'hold', because };
}

function textsCapped({ textsPerMinute }: Perimeter, known: PerimeterFacts) {
  if (known.textsLately < textsPerMinute) return undefined;
  const because = `automation has sent ${textsPerMinute} texts over this line within a minute, which is its cap; no text is sent`;
  return { is: 'hold', because } as const;
}

const blockWithinMs = 5 * 60_000;
const unblockWithinMs = 24 * 3_600_000;

/** Whom we block for a while we reject ourselves; the provider is asked as well, and asked to end it. */
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
  { blockCallerForMs }: Decision,
  act: Act,
): DecidedRing['remember'] {
  const rejects = act.is === 'reject';
  const texts = act.is === 'notify' || (rejects && act.command.followUp !== undefined);
  const blocks = rejects && blockCallerForMs !== undefined;
  const until = new Date(now.getTime() + (blockCallerForMs ?? 0));
  const isLater = caller.blockedUntil === undefined || until > caller.blockedUntil;
  return {
    ...(blocks && isLater && { blockedUntil: until }),
    ...(texts && { lastTextedAt: now }),
  };
}
