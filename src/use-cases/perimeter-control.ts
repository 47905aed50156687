import type { Viewer } from '../access/viewer.ts';
import type { LineId } from '../call/ids.ts';
import type { Decision, PlannedText } from '../policies/decision.ts';
import type { BridgeReport, PresenceState } from '../policies/facts.ts';
import type { Caller } from './calls.ts';
import type { FieldProblem } from './lines.ts';

/** A new perimeter for a line, not yet validated. The fields mean what they mean in `Perimeter`; `copy` is the texts to callers. */
export interface PoliciesInput {
  readonly policies: readonly unknown[];
  readonly copy?: unknown;
  /** Unchanged if left out, so that saving policies does not turn it off. Every other field that is left out gets its default. */
  readonly killSwitch?: boolean;
  readonly rejectsPerMinute?: number;
  readonly textsPerMinute?: number;
  readonly textCooldownMs?: number;
  readonly legCap?: number;
  readonly textVia?: LineId;
}

export type PoliciesAnswer =
  | { readonly is: 'saved' }
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly is: 'not-found' };

/** A client's reference to a caller. Exactly one field must be given. */
export interface CallerRef {
  readonly id?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
}

export interface BlockInput {
  /** Null for a block without an end. */
  readonly forMs: number | null;
  /** Later decisions show it in their sentence. */
  readonly reason?: string;
}

export type CallerAnswer =
  | { readonly is: 'changed'; readonly caller: Caller }
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly is: 'not-found' };

/** A ring that is only imagined, to see what the policies would decide about it. */
export interface Probe {
  readonly lineId: LineId;
  readonly caller: CallerRef;
  /** When the ring begins; now if left out. */
  readonly at?: Date;
}

/** The planned text with its wording. A real call has the wording in its rejection. */
export interface ProbedText extends PlannedText {
  readonly text?: string;
}

export interface ProbedDecision extends Decision {
  readonly followUp?: ProbedText;
  /** The text to a caller who hung up before the rejection. */
  readonly followUpWhenGone?: ProbedText;
  /** True if the viewer may see no such caller. The decision then treats the caller as a new one. */
  readonly asStranger?: boolean;
}

/** The state of one agent of a line, for presence policies. */
export interface PresenceInput {
  readonly lineId: LineId;
  readonly agent: string;
  readonly state: PresenceState;
  /** Since when; now if left out. */
  readonly at?: Date;
}

/** The state of a recording bridge, the operator's system that records calls, for safety-valve policies. */
export interface BridgeInput {
  readonly name: string;
  readonly state: BridgeReport['state'];
  /** When it was in this state; now if left out. */
  readonly at?: Date;
}

/** How operators configure automatic decisions, report the facts they need, and probe them. */
export interface PerimeterControl {
  setPolicies(viewer: Viewer, line: LineId, input: PoliciesInput): Promise<PoliciesAnswer>;
  setKillSwitch(viewer: Viewer, line: LineId, on: boolean): Promise<'set' | 'not-found'>;
  probe(viewer: Viewer, probe: Probe): Promise<ProbedDecision>;
  /** Tags the caller with a tier, a word such as `gold` that policies can ask for. With null the caller loses it. */
  tagCaller(viewer: Viewer, caller: CallerRef, tier: string | null): Promise<CallerAnswer>;
  /** From then on `blocked-caller` policies reject the caller. The provider is told nothing. */
  blockCaller(viewer: Viewer, caller: CallerRef, input: BlockInput): Promise<CallerAnswer>;
  /** Ends a block at the provider as well, if a policy has begun one. */
  unblockCaller(viewer: Viewer, caller: CallerRef): Promise<CallerAnswer>;
  setPresence(viewer: Viewer, input: PresenceInput): Promise<'set' | 'not-found'>;
  /** Returns the latest report of the bridge, which may be newer than this one. */
  reportBridge(viewer: Viewer, input: BridgeInput): Promise<BridgeReport>;
}
