import type { CallerAddress } from '../../../call/caller-address.ts';
import type { Parts } from '../../dependencies.ts';

/** What the control of the perimeter works with. */
export interface ControlParts extends Pick<Parts, 'db' | 'lineBook' | 'crm' | 'now'> {
  readonly guard: { resolvesSafely(url: string): Promise<string | null> };
  /** What an address means that a provider's network writes; null: nobody. */
  readonly addressOfJid: (jid: string) => CallerAddress | null;
}
