import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { EffectId, LineId } from '../ids.ts';
import type { Entry, JournalKind } from '../journal.ts';
import type { RejectReason } from '../rejection.ts';
import { textsNotSent } from './texts-not-sent.ts';

/** Something to do outside because of a change. */
export type NewEffect =
  | {
      readonly kind: 'reject';
      readonly id: EffectId;
      readonly deadlineAt: Date;
      readonly request: RejectEffect;
    }
  | {
      readonly kind: 'text';
      readonly id: EffectId;
      readonly deadlineAt: Date;
      /** When it is not the call's own. */
      readonly lineId?: LineId;
      readonly request: TextEffect;
    }
  | {
      readonly kind: 'block' | 'unblock';
      readonly id: EffectId;
      readonly deadlineAt: Date;
      readonly notBefore?: Date;
      readonly request: BlockEffect;
    };

/** Copied when it is decided, so that whoever carries it out can only ever act on the call that was meant. */
export interface RejectEffect {
  readonly providerCallId: string;
  readonly callerAtProvider: string;
  /** Absent in effects that an earlier release recorded. */
  readonly reason?: RejectReason;
}

export interface TextEffect {
  readonly callerAtProvider: string;
  readonly phone?: string;
  readonly toGroup: boolean;
  readonly text: string;
  readonly purpose: 'follow-up' | 'notice';
  /** By the line's template: the plain text was not delivered. */
  readonly asTemplate?: true;
}

export interface BlockEffect {
  readonly callerAtProvider: string;
}

/** What one signal, command or passing of time does to a call: recorded as a whole or not at all. */
export interface Change {
  readonly before: Call | null;
  readonly call: Call;
  readonly entries: readonly Entry[];
  readonly effects: readonly NewEffect[];
  /**
   * What becomes of the asking for the rejection. `overtaken`: it is not asked for again.
   * `awaited`: the same, and the request that is under way has to be, for its answer decides.
   */
  readonly asking: 'goes-on' | 'overtaken' | 'awaited';
}

type Patch = Partial<Omit<Call, 'revision'>>;

/** Builds a change step by step; each step is one entry of the journal and one revision of the call. */
export interface ChangeBuilder {
  readonly call: Call;
  step(kind: JournalKind, actor: Actor, at: Date, patch?: Patch, cause?: string): void;
  addEffect(effect: NewEffect): void;
  done(asking?: Change['asking']): Change;
}

/** `as`: without what this change is about to use up. */
export function startChange(before: Call, as: Call = before): ChangeBuilder {
  return builder(before, as);
}

/** For a call that nobody knows yet: `first` is at revision 0 until its first step. */
export function startCall(first: Call): ChangeBuilder {
  return builder(null, first);
}

function builder(before: Call | null, first: Call): ChangeBuilder {
  let call = first;
  const entries: Entry[] = [];
  const effects: NewEffect[] = [];
  const step: ChangeBuilder['step'] = (kind, actor, occurredAt, patch = {}, cause) => {
    call = { ...call, ...patch, revision: call.revision + 1 };
    entries.push({ kind, actor, occurredAt, call, ...(cause !== undefined && { cause }) });
  };
  return {
    get call() {
      return call;
    },
    step,
    addEffect(effect) {
      effects.push(effect);
    },
    /** Every text that comes to nothing by this change is told in the journal, whichever step it was. */
    done(asking = 'goes-on') {
      const at = entries.at(-1)?.occurredAt;
      for (const { kind, because } of textsNotSent(before, call)) {
        const isTold = entries.some((entry) => entry.kind === kind);
        if (at && !isTold) step(kind, system, at, {}, because);
      }
      return { before, call, entries, effects, asking };
    },
  };
}

/** Two changes in a row, recorded as one. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    before: first.before,
    call: second.call,
    entries: [...first.entries, ...second.entries],
    effects: [...first.effects, ...second.effects],
    asking: second.asking === 'goes-on' ? first.asking : second.asking,
  };
}
