import type { Call } from '../call/call.ts';
import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId } from '../call/ids.ts';
import type { Block } from '../call/known-caller.ts';

/** The facts about the ringing call itself. */
export type CallFacts = Pick<Call, 'direction' | 'leg' | 'providerForbidsReject' | 'callerIsGroup'>;

/** All facts that policies use, except those of the call. They are read at one moment. */
export interface Facts {
  readonly now: Date;
  readonly line: LineFacts;
  readonly caller: CallerFacts;
  /** The rings of this caller on this line, including this one, as far back as the longest throttle looks. */
  readonly recentCalls: readonly Date[];
  /** Calls on the line that ring or were answered, without this one. 0 if no policy needs the number. */
  readonly openCallsOnLine: number;
  readonly recordingBridges: readonly BridgeReport[];
  readonly presence: readonly PresenceReport[];
}

export interface LineFacts {
  readonly timeZone: string;
  /** While it is on, no policy acts. */
  readonly killSwitch: boolean;
  /** A rejection does not end the call but returns it to its queue. */
  readonly returnsToQueue: boolean;
  /** From this leg on, no leg is rejected. A leg is one ring of a customer's call that returns from a queue; the first is 1. */
  readonly legCap: number;
  /** The automatic rejections on this line within the last minute. */
  readonly rejectsLately: number;
  /** The cap on `rejectsLately`. */
  readonly rejectsPerMinute: number;
}

/** A call that returns to the queue and is rejected at each leg would loop, so the third leg rings. */
export const defaultLegCap = 3;

/** How a caller's tier, or its absence, is known. */
export type TierSource =
  /** The tag of the caller has the tier. */
  | 'TAG'
  /** A CRM answered, perhaps that the caller has no tier. */
  | 'CRM'
  /** The caller has no tag, and no policy asks a CRM. */
  | 'NONE'
  /** A CRM was asked and gave no usable answer in time. */
  | 'CRM_SILENT'
  /** A bypass policy decides already, so no CRM was asked. */
  | 'CRM_NOT_ASKED'
  /** In a probe by a principal who may not learn the answer. */
  | 'CRM_WITHHELD';

export interface CallerFacts {
  readonly id: CallerId;
  /** Ids of callers that were merged into this one. */
  readonly formerIds: readonly CallerId[];
  readonly addresses: readonly CallerAddress[];
  /** Left out only if none is stored and no address is a phone number. */
  readonly phone?: string;
  /** The provider names several numbers for this ring, and which one is the caller's cannot be told. */
  readonly isUnclear?: boolean;
  readonly tier?: string;
  readonly tierSource: TierSource;
  readonly blockedUntil?: Date;
  /** Who blocked the caller, and why. Left out for a block that an earlier release recorded. */
  readonly block?: Block;
  /** Calls before this time do not count towards a throttle. */
  readonly unblockedAt?: Date;
  /** When the caller last wrote to any of the tenant's lines. */
  readonly lastConversationAt?: Date;
  /** When the caller last wrote to the line that rings. Read only if a policy needs it. */
  readonly lastConversationWithLineAt?: Date;
}

export const bridgeStates = ['UP', 'DOWN', 'FULL'] as const;

/** The last report on a recording bridge, a system that records calls. `FULL`: it can take no more. */
export interface BridgeReport {
  readonly name: string;
  readonly state: (typeof bridgeStates)[number];
  readonly reportedAt: Date;
}

/** What clients may report. */
export const presenceStates = ['ONLINE', 'BUSY', 'OFFLINE'] as const;
export type PresenceState = (typeof presenceStates)[number];

/** The last reported state of one agent. `at`: since when, or when the report came. A report that repeats the state renews it. */
export interface PresenceReport {
  /** UNKNOWN: the provider says that it does not know the state any more. */
  readonly state: PresenceState | 'UNKNOWN';
  readonly at: Date;
}
