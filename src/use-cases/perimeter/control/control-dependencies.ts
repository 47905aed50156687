import type { CallerAddress } from '../../../call/caller-address.ts';
import type { Dependencies } from '../../dependencies.ts';

export interface ControlDependencies
  extends Pick<Dependencies, 'db' | 'lineCache' | 'crm' | 'now'> {
  readonly guard: { resolvesSafely(url: string): Promise<string | null> };
  /** Reads an address as a provider's network writes it (a JID); null: it names no caller. */
  readonly addressOfJid: (jid: string) => CallerAddress | null;
}
