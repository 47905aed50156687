import type { CallerAddress } from '../../../call/caller-address.ts';
import type { Dependencies } from '../../dependencies.ts';

export interface ControlDependencies
  extends Pick<Dependencies, 'db' | 'lineCache' | 'crm' | 'now'> {
  /** Resolves to the problem of a URL, or to null if requests may be sent to it. */
  readonly guard: { resolvesSafely(url: string): Promise<string | null> };
  /** Reads an address as WhatsApp writes it (a JID). Returns null if it names no caller. */
  readonly addressOfJid: (jid: string) => CallerAddress | null;
}
