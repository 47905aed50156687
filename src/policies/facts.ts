import type { Call } from '../call/call.ts';
import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId } from '../call/ids.ts';
import type { Block } from '../call/known-caller.ts';

/** What the call itself tells. */
export type CallFacts = Pick<Call, 'direction' | 'leg' | 'providerForbidsReject' | 'callerIsGroup'>;

/** Everything that policies may ask about the world, read at one moment. */
export interface Facts {
  readonly now: Date;
  readonly line: LineFacts;
  readonly caller: CallerFacts;
  /** When this caller rang this line, this time included, as far back as the longest throttle asks. */
  readonly recentCalls: readonly Date[];
  /** Calls that are answered or ring on the line, this one not counted. */
  readonly openCallsOnLine: number;
  readonly recordingBridges: readonly BridgeReport[];
  readonly presence: readonly PresenceReport[];
}

export interface LineFacts {
  readonly timeZone: string;
  readonly killSwitch: boolean;
  /** A rejection does not end the call: it goes back to the queue it came from. */
  readonly returnsToQueue: boolean;
  /** The leg of a customer's call from which on it is not rejected any more. */
  readonly legCap: number;
  /** What automation has rejected on this line within the last minute, and how much of it it may. */
  readonly rejectsLately: number;
  readonly rejectsPerMinute: number;
}

/** Two rejected legs are a misfortune; the third would be a loop. */
export const defaultLegCap = 3;

export type TierSource = 'TAG' | 'CRM' | 'NONE' | 'CRM_SILENT' | 'CRM_NOT_ASKED';

export interface CallerFacts {
  readonly id: CallerId;
  /** Of callers who have turned out to be this one. */
  readonly formerIds: readonly CallerId[];
  readonly addresses: readonly CallerAddress[];
  readonly phone?: string;
  readonly tier?: string;
  readonly tierSource: TierSource;
  readonly blockedUntil?: Date;
  readonly block?: Block;
  readonly unblockedAt?: Date;
  /** With any of the tenant's lines. */
  readonly lastConversationAt?: Date;
  /** With the line that is rung; known where a policy asks for it. */
  readonly lastConversationWithLineAt?: Date;
}

export const bridgeStates = ['UP', 'DOWN', 'FULL'] as const;

export interface BridgeReport {
  readonly name: string;
  readonly state: (typeof bridgeStates)[number];
  readonly reportedAt: Date;
}

export const presenceStates = ['ONLINE', 'BUSY', 'OFFLINE'] as const;

/** One agent's state since `at`. */
export interface PresenceReport {
  readonly state: (typeof presenceStates)[number];
  readonly at: Date;
}
