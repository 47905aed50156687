import { type CallerAddress, readAddress } from '../../../call/caller-address.ts';
import type { CallerId } from '../../../call/ids.ts';
import type { FieldProblem } from '../../lines.ts';
import type { CallerRef } from '../../perimeter-control.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** The limit for ids in webhooks, because a block or a tag stores the address even of a caller whom no webhook has named yet. */
const maxAddressLength = 256;

export type CallerNamed =
  | { readonly is: 'id'; readonly id: CallerId }
  | { readonly is: 'address'; readonly address: CallerAddress }
  | { readonly is: 'problem'; readonly problem: FieldProblem };

/** Reads a client's reference to a caller. `argument` is named in the problem. */
export function readCallerRef(
  { addressOfJid }: Pick<ControlDependencies, 'addressOfJid'>,
  ref: CallerRef,
  argument: string,
): CallerNamed {
  const given = (['id', 'phone', 'address'] as const).filter((field) => ref[field] != null);
  const [field] = given;
  const text = field && ref[field]?.trim();
  if (!text || given.length > 1) {
    return problem(argument, 'Give exactly one of `id`, `phone` and `address`.');
  }
  if (field === 'id') return { is: 'id', id: text as CallerId };
  const address = field === 'phone' ? readPhone(text) : readAnyAddress(addressOfJid, text);
  if (address !== undefined && address.length <= maxAddressLength) {
    return { is: 'address', address };
  }
  return problem(`${argument}.${field}`, remedies[field]);
}

const remedies = {
  phone: 'Give a phone number with its country code, such as `+442071838750`.',
  address: 'Give one of `Caller.addresses`, or a WhatsApp address such as `447700900123@c.us`.',
} as const;

function readPhone(text: string): CallerAddress | undefined {
  const address = readAddress(text);
  return address?.startsWith('phone:') ? address : undefined;
}

/** Reads an address in our own form (`phone:+447700900123`), a phone number, or an address as WhatsApp writes it (a JID). */
export function readAnyAddress(
  addressOfJid: ControlDependencies['addressOfJid'],
  text: string,
): CallerAddress | undefined {
  const own = readAddress(text);
  if (own !== undefined || !text.includes('@')) return own;
  return addressOfJid(text) ?? undefined;
}

function problem(field: string, message: string): CallerNamed {
  return { is: 'problem', problem: { field, message } };
}
