import type { Viewer } from '../access/viewer.ts';
import type { LineId } from '../call/ids.ts';
import type { Problem } from '../call/problem.ts';
import type { Perimeter } from '../policies/perimeter.ts';
import type { AccountInput, ProviderName, RejectionPromise } from '../providers/provider.ts';
import type { Page, PageRequest } from './calls.ts';

/** A line as clients see it: no credential is in it. */
export interface Line {
  readonly id: LineId;
  readonly name: string;
  readonly provider: ProviderName;
  readonly timeZone: string;
  readonly ringLimitMs: number;
  readonly baseUrl: string;
  readonly registeredAt: Date;
  readonly lastSignalAt?: Date;
  /** Present if the line was removed. */
  readonly removedAt?: Date;
  /** Null if the line's credentials cannot be decrypted, because the abilities depend on them. */
  readonly abilities: LineAbilities | null;
  readonly perimeter: Perimeter;
  /** Left out if the line's provider sends webhooks. */
  readonly listening?: LineListening;
}

/** The state of the event connection to a provider that sends no webhooks. */
export interface LineListening {
  /** `HEARD`: the connection is open. */
  readonly state: 'HEARD' | 'NOT_HEARD';
  /** When the connection was opened; left out for NOT_HEARD. */
  readonly since?: Date;
  /** Why there is no connection or, with HEARD, why events may be missing. */
  readonly problem?: Problem;
}

/** What the line's provider supports. */
export interface LineAbilities {
  /** What an accepted rejection means at this provider. */
  readonly rejection: RejectionPromise['answer'];
  /** An event reports later that the call was rejected. */
  readonly confirmedByEvent: boolean;
  readonly canText: boolean;
  readonly canBlock: boolean;
  /** The provider itself texts rejected callers, so this service does not. */
  readonly repliesByItself: boolean;
}

/**
 * Why a request with an idempotency key that was used before gets no second answer. `idempotency-conflict`: the key was used for a
 * different request. `secret-lost`: the first request made something whose secret cannot be derived again, because the key that it was
 * derived from is no longer in SEAL_KEYS. `made` is the id of that thing; for a tenant, the id of its API key follows after a space.
 */
export type RefusedRepeat =
  | { readonly is: 'idempotency-conflict' }
  | { readonly is: 'secret-lost'; readonly made: string };

/** A field that is null or left out keeps its value or, for a new line, gets its default. */
export interface LineInput {
  readonly name?: string | null;
  readonly timeZone?: string | null;
  readonly ringLimitMs?: number | null;
  /** Asks for a new webhook URL. */
  readonly renewWebhook?: boolean | null;
  readonly idempotencyKey?: string | null;
  /** The accounts in the input, by provider. */
  readonly accounts: Partial<Record<ProviderName, AccountInput>>;
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export type LineAnswer =
  | {
      readonly is: 'saved';
      readonly line: Line;
      /** Given only if the request made a new webhook URL. */
      readonly webhookUrl?: string;
      /** An earlier request with the same idempotency key saved it. */
      readonly replayed: boolean;
    }
  | RefusedRepeat
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly is: 'not-found' };

/** `in-use`: other lines text their callers over it. */
export type RemoveAnswer =
  | { readonly is: 'removed'; readonly line: Line }
  | { readonly is: 'in-use'; readonly by: readonly LineId[] }
  | { readonly is: 'not-found' };

export interface Lines {
  /** In the order of the ids; null for a line that does not exist or that the viewer may not see. */
  byIds(viewer: Viewer, ids: readonly LineId[]): Promise<(Line | null)[]>;
  list(viewer: Viewer, page: PageRequest): Promise<Page<Line>>;
  register(viewer: Viewer, input: LineInput): Promise<LineAnswer>;
  update(viewer: Viewer, id: LineId, input: LineInput): Promise<LineAnswer>;
  remove(viewer: Viewer, id: LineId): Promise<RemoveAnswer>;
}
