import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { EffectId, LineId } from '../ids.ts';
import type { Entry, JournalKind } from '../journal.ts';
import type { RejectReason } from '../rejection.ts';
import { textsNotSent } from './follow-up-steps.ts';

/** A request to a provider that follows from a change. `deadlineAt`: no request is sent after it. */
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
      /** The sending line, if it is not the call's own. */
      readonly lineId?: LineId;
      readonly request: TextEffect;
    }
  | {
      readonly kind: 'block' | 'unblock';
      readonly id: EffectId;
      readonly deadlineAt: Date;
      /** Of an unblock: the end of the block. */
      readonly notBefore?: Date;
      readonly request: BlockEffect;
    };

/** Ids are copied at the decision, so that a later request cannot reach another call. */
export interface RejectEffect {
  readonly providerCallId: string;
  readonly callerAtProvider: string;
  /** Absent in effects that an earlier release recorded. */
  readonly reason?: RejectReason;
}

export interface TextEffect {
  readonly callerAtProvider: string;
  /** The caller's phone number, if another line than the call's own sends the text. */
  readonly phone?: string;
  /** The call came from a group. Policies plan no text then; one that a client asked for is refused when it is due. */
  readonly toGroup: boolean;
  readonly text: string;
  /** A follow-up is for a caller whose call was to be rejected, a notice for one whose call rings on. */
  readonly purpose: 'follow-up' | 'notice';
  /** Sent as the line's template, because the plain text was not delivered. */
  readonly asTemplate?: true;
}

export interface BlockEffect {
  readonly callerAtProvider: string;
}

/** What one signal, command or timeout does to a call. It is recorded atomically. */
export interface Change {
  /** Null if the change creates the call. */
  readonly before: Call | null;
  readonly call: Call;
  readonly entries: readonly Entry[];
  readonly effects: readonly NewEffect[];
  /**
   * With `stop` the rejection is not retried. With `await-in-flight` it is not retried either, and the change is recorded
   * only while the request to the provider is still in flight, because the answer decides whose rejection ended the call.
   */
  readonly rejectRetries: 'continue' | 'stop' | 'await-in-flight';
}

type Patch = Partial<Omit<Call, 'revision'>>;

/** Builds a change. Each step is one journal entry and one revision of the call. */
export interface ChangeBuilder {
  readonly call: Call;
  step(kind: JournalKind, actor: Actor, at: Date, patch?: Patch, cause?: string): void;
  addEffect(effect: NewEffect): void;
  done(rejectRetries?: Change['rejectRetries']): Change;
}

/** The steps begin with `first`: the call without fields that this change uses up, such as a reported end that it applies. */
export function startChange(before: Call, first: Call = before): ChangeBuilder {
  return builder(before, first);
}

/** Starts the change that creates a call. `first` has revision 0 until its first step. */
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
    /** Adds a journal entry for every text that this change turns into NOT_SENT, unless a step has done so. */
    done(rejectRetries = 'continue') {
      const at = entries.at(-1)?.occurredAt;
      for (const { kind, because } of textsNotSent(before, call)) {
        const isTold = entries.some((entry) => entry.kind === kind);
        if (at && !isTold) step(kind, system, at, {}, because);
      }
      return { before, call, entries, effects, rejectRetries };
    },
  };
}

/** Joins two consecutive changes into one. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    before: first.before,
    call: second.call,
    entries: [...first.entries, ...second.entries],
    effects: [...first.effects, ...second.effects],
    rejectRetries: second.rejectRetries === 'continue' ? first.rejectRetries : second.rejectRetries,
  };
}
