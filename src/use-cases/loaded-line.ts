import type { Actor } from '../call/actor.ts';
import type { LineId, TenantId } from '../call/ids.ts';
import type { StoredLine } from '../db/lines/lines.ts';
import type { ProviderLine, RejectionPromise } from '../providers/provider.ts';

/** A line together with its provider client, which holds the decrypted credentials. */
export interface LoadedLine {
  readonly line: StoredLine;
  /**
   * The credentials are unreadable if they were encrypted with a key that this service does not have. `provider` then
   * refuses each request.
   */
  readonly credentials: 'readable' | 'unreadable';
  readonly provider: ProviderLine;
  /** What an accepted rejection means at this provider. */
  readonly rejectionPromise: RejectionPromise;
  /** The provider, as the journal names it. */
  readonly actor: Actor;
}

/** A cache of loaded lines with a time to live. */
export interface LineCache {
  /** A removed line is found too; null if there is no such line. */
  byId(tenantId: TenantId, id: LineId): Promise<LoadedLine | null>;
  /** Finds a line by the token in its webhook URL. */
  byHookToken(token: string): Promise<LoadedLine | null>;
  /** Whether this process has lately found a line by the token. */
  remembersHook(token: string): boolean;
  /** Loads a line without caching it. */
  load(line: StoredLine): LoadedLine;
  /** Removes the entries of a line that has changed. */
  forget(line: StoredLine): void;
}
