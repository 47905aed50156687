/** What the checker is told: everything that was seen from outside, one record a line, and the tables as they were at the end. */
export type HistoryRecord = { readonly at: number } & (
  | RunRecord
  | DriverRecord
  | SwitchRecord
  | ProviderRecord
  | SubscriberRecord
  | FaultRecord
  | ServiceRecord
  | DeathRecord
  | DumpRecord
);

export interface Holds {
  readonly text: string;
  readonly cooldownMs: number;
  readonly textsPerMinute: number;
}

export type RunRecord =
  | {
      readonly is: 'line';
      readonly line: string;
      readonly provider: string;
      readonly ringLimitMs: number;
      /** What may be true of a call whose rejection is said to be confirmed. */
      readonly confirmedMeans: readonly Truth[];
      /** Its policies reject everybody but these. Absent: it has no policies. */
      readonly bypassed?: readonly string[];
      /** Its policies’ texts are held back within these limits, and by its kill switch. */
      readonly holds?: Holds;
      /** We listen to it: its provider calls nobody. */
      readonly isListenedTo?: boolean;
    }
  | { readonly is: 'clock'; readonly replica: string; readonly skewMs: number }
  | { readonly is: 'faults-stopped' }
  | { readonly is: 'steady'; readonly afterMs: number }
  | { readonly is: 'unsteady'; readonly afterMs: number; readonly because: string };

/** `call` is always the provider's id of a call, `callId` always ours. */
export type DriverRecord =
  | {
      readonly is: 'rang';
      readonly line: string;
      readonly call: string;
      readonly fate: string;
      /** Absent: nobody in particular. */
      readonly caller?: string;
    }
  | {
      readonly is: 'webhook';
      readonly line: string;
      readonly call: string;
      /** Our word for what it says, as the inbox keeps it. */
      readonly what: string;
      readonly replica: string;
      /** Null: no answer came. */
      readonly status: number | null;
    }
  | {
      readonly is: 'reject-asked';
      readonly line: string;
      readonly call: string;
      readonly key: string;
      readonly replica: string;
    }
  | {
      readonly is: 'reject-answered';
      readonly line: string;
      readonly call: string;
      readonly key: string;
      readonly replica: string;
      /** The type of the result, or why there is none. */
      readonly answer: string;
      readonly rejectionId?: string;
      readonly state?: string;
    };

/** A kill switch was asked for at `askedAt`, and is set by the time of this record unless no answer came. */
export interface SwitchRecord {
  readonly is: 'kill-switch';
  readonly line: string;
  readonly on: boolean;
  readonly askedAt: number;
  readonly isSet: boolean;
}

/** `look`: how a call stands, which changes nothing. `listen`: whatever it takes to hear a line, which is signing in, looking and polling. */
export type Operation = 'reject' | 'text' | 'look' | 'listen' | 'other';

export type ProviderRecord =
  | {
      readonly is: 'request';
      readonly n: number;
      readonly line: string;
      readonly operation: Operation;
      readonly call?: string;
      readonly text?: string;
      /** Whom the text is for. */
      readonly to?: string;
    }
  /** Its session was no longer known: nothing of it was done. */
  | { readonly is: 'turned-away'; readonly n: number }
  /** This answer named these calls as standing. */
  | {
      readonly is: 'told';
      readonly n: number;
      readonly line: string;
      readonly calls: readonly string[];
    }
  | { readonly is: 'processed'; readonly n: number; readonly status: number }
  | {
      readonly is: 'ended';
      readonly n: number;
      readonly how: 'answered' | 'cut-by-provider' | 'gone';
      readonly status?: number;
      readonly retryAfterMs?: number;
      /** The fault that it met. */
      readonly injected?: string;
    }
  /** What became of a call at its provider. */
  | { readonly is: 'truth'; readonly line: string; readonly call: string; readonly status: Truth };

export type Truth = 'RINGING' | 'ANSWERED' | 'REJECTED' | 'OVER';

export type SubscriberRecord =
  | {
      readonly is: 'subscribed';
      readonly subscriber: string;
      readonly session: number;
      readonly replica: string;
      readonly after: string | null;
      readonly lines?: readonly string[];
      readonly kinds?: readonly string[];
    }
  | {
      readonly is: 'event';
      readonly subscriber: string;
      readonly session: number;
      readonly id: string;
      readonly cursor: string;
      readonly previousCursor: string | null;
      readonly kind: string;
      /** The call as it was at delivery. */
      readonly call?: { readonly id: string; readonly revision: number };
    }
  | {
      readonly is: 'unsubscribed';
      readonly subscriber: string;
      readonly session: number;
      readonly because: string;
    };

export type FaultKind =
  | 'kill'
  | 'pause'
  | 'terminate'
  | 'database-restart'
  | 'backends-terminated'
  | 'life-terminated'
  | 'table-locked'
  | 'transaction-held'
  | 'proxy-latency'
  | 'proxy-reset'
  | 'proxy-fin'
  | 'proxy-black-hole'
  | 'proxy-refuse'
  | 'proxy-answer-lost';

export interface FaultRecord {
  readonly is: 'fault';
  readonly kind: FaultKind;
  /** Absent: all of them. */
  readonly replica?: string;
  readonly until: number;
}

/** From `at` on a process of this replica served. */
export interface ServiceRecord {
  readonly is: 'served';
  readonly replica: string;
  readonly until: number;
}

/** A process that nobody had told to end. */
export interface DeathRecord {
  readonly is: 'died';
  readonly replica: string;
  readonly code: number | null;
  readonly wasServing: boolean;
}

export type DumpRecord =
  | JournalRecord
  | {
      readonly is: 'call';
      readonly line: string;
      readonly callId: string;
      readonly status: string;
      readonly revision: number;
      readonly ringDeadlineAt: number | null;
      readonly rejection?: RejectionInJournal;
    }
  | { readonly is: 'alias'; readonly line: string; readonly call: string; readonly callId: string }
  | {
      readonly is: 'received';
      readonly line: string;
      readonly what: string;
      readonly callId: string | null;
    }
  | {
      readonly is: 'effect';
      readonly effectId: string;
      readonly callId: string;
      readonly kind: 'reject' | 'text';
      readonly state: string;
      readonly deadlineAt: number;
    }
  | {
      readonly is: 'attempt';
      readonly effectId: string;
      readonly number: number;
      readonly startedAt: number;
      readonly finishedAt: number | null;
      readonly outcome: string | null;
    };

export interface JournalRecord {
  readonly is: 'journal';
  readonly cursor: string;
  readonly line: string;
  readonly callId: string;
  readonly revision: number;
  readonly kind: string;
  readonly recordedAt: number;
  /** The transaction: what has one in common happened in one change. */
  readonly change: string;
  readonly by: 'CLIENT' | 'PROVIDER' | 'POLICY' | 'SYSTEM';
  /** The call as it was then is what we inferred, and nobody told us. */
  readonly inferred: boolean;
  readonly caller: string;
  readonly rejection?: RejectionInJournal;
}

export interface RejectionInJournal {
  readonly id: string;
  readonly state: string;
  readonly text?: string;
  readonly textState?: string;
}

export type RecordOf<Is extends HistoryRecord['is']> = Extract<HistoryRecord, { is: Is }>;
