import type { Viewer } from '../access/viewer.ts';
import type { LineId } from '../call/ids.ts';
import type { Decision, PlannedText } from '../policies/decision.ts';
import type { BridgeReport, PresenceReport } from '../policies/facts.ts';
import type { Caller } from './calls.ts';
import type { FieldProblem } from './lines.ts';

/** What a line is to do by itself, as it is given: checked before it is believed. */
export interface PoliciesWish {
  readonly policies: readonly unknown[];
  /** What follows has a default, but for the switch. */
  readonly copy?: unknown;
  /** Left out: as it was. */
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

/** Exactly one is to be given. */
export interface CallerRef {
  readonly id?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
}

export interface BlockWish {
  /** Null: for good. */
  readonly forMs: number | null;
  /** For the people who read the decisions that follow. */
  readonly reason?: string;
}

export type CallerAnswer =
  | { readonly is: 'changed'; readonly caller: Caller }
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly is: 'not-found' };

export interface Probe {
  readonly lineId: LineId;
  readonly caller: CallerRef;
  readonly at?: Date;
}

/** A probe shows the words too, which are otherwise in the rejection. */
export interface ProbedText extends PlannedText {
  readonly text?: string;
}

export interface ProbedDecision extends Decision {
  readonly followUp?: ProbedText;
  readonly followUpWhenGone?: ProbedText;
  /** Nobody whom the viewer may see is known under this name, and so nothing that is known of them counts. */
  readonly asStranger?: boolean;
}

export interface PresenceWish {
  readonly lineId: LineId;
  readonly agent: string;
  readonly state: PresenceReport['state'];
  readonly at?: Date;
}

export interface BridgeWish {
  readonly name: string;
  readonly state: BridgeReport['state'];
  readonly at?: Date;
}

/** What operators set and tell so that lines decide by themselves, and how they see what would be decided. */
export interface PerimeterControl {
  setPolicies(viewer: Viewer, line: LineId, wish: PoliciesWish): Promise<PoliciesAnswer>;
  setKillSwitch(viewer: Viewer, line: LineId, on: boolean): Promise<'set' | 'not-found'>;
  probe(viewer: Viewer, probe: Probe): Promise<ProbedDecision>;
  tagCaller(viewer: Viewer, caller: CallerRef, tier: string | null): Promise<CallerAnswer>;
  blockCaller(viewer: Viewer, caller: CallerRef, wish: BlockWish): Promise<CallerAnswer>;
  unblockCaller(viewer: Viewer, caller: CallerRef): Promise<CallerAnswer>;
  setPresence(viewer: Viewer, wish: PresenceWish): Promise<'set' | 'not-found'>;
  /** Answers with what is known of the bridge now. */
  reportBridge(viewer: Viewer, wish: BridgeWish): Promise<BridgeReport>;
}
