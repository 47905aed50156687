import type { Actor } from '../call/actor.ts';
import type { LineId, TenantId } from '../call/ids.ts';
import type { StoredLine } from '../db/lines/lines.ts';
import type { ProviderLine, RejectionPromise } from '../providers/provider.ts';

/** A line with its way to the provider. */
export interface OpenLine {
  readonly line: StoredLine;
  /** Locked: they were sealed with a key that we do not have, and everything that needs them is refused. */
  readonly credentials: 'open' | 'locked';
  readonly provider: ProviderLine;
  readonly rejection: RejectionPromise;
  readonly actor: Actor;
}

/** Lines, opened once and remembered for a while. */
export interface LineBook {
  byId(tenantId: TenantId, id: LineId): Promise<OpenLine | null>;
  byHookToken(token: string): Promise<OpenLine | null>;
  /** Opens a line without remembering it. */
  open(line: StoredLine): OpenLine;
  /** What is remembered about a line is out of date. */
  forget(line: StoredLine): void;
}
