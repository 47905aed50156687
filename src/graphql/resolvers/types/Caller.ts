import type { CallerId } from '../../../call/ids.ts';
import { isPermanent } from '../../../call/permanent-block.ts';
import type { CallerResolvers } from '../../types.generated.ts';
import { maskFreeText, maskPersonal, maySeePersonal } from '../mapping/mask.ts';
import { readReferenceId } from '../mapping/reference-id.ts';

export const Caller: CallerResolvers = {
  __resolveReference: (reference, context) =>
    context.batches.caller(readReferenceId(reference) as CallerId),
  phone: ({ phone }, _args, context) => (phone ? maskPersonal(phone, context) : null),
  // The schema promises null without `pii:read`, where other personal fields are masked.
  displayName: ({ displayName }, _args, context) =>
    maySeePersonal(context) ? (displayName ?? null) : null,
  addresses: ({ addresses }, _args, context) =>
    addresses.map((address) => maskPersonal(address, context)),
  block: ({ blockedUntil, block }, _args, context) =>
    blockedUntil
      ? {
          // A block without an end is stored with a date in the far future.
          until: isPermanent(blockedUntil) ? null : blockedUntil,
          // Unknown for a block that an earlier release stored.
          by: block?.by ?? null,
          reason: block?.because === undefined ? null : maskFreeText(block.because, context),
        }
      : null,
};
