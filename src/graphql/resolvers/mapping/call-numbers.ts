import type { Call } from '../../../call/call.ts';
import { quotesNumber } from '../../../call/quotes-number.ts';
import type { GraphqlContext } from '../../execution/context.ts';
import { maskPersonal, maySeePersonal } from './mask.ts';

/**
 * The provider's id of a call, masked if it contains the caller's number. The addresses of a caller that was erased are unknown, so
 * the id is masked too, because it may contain the number.
 */
export function providerCallIdOf(
  { providerCallId, callerId }: Call,
  _args: object,
  context: GraphqlContext,
): string | Promise<string> {
  if (maySeePersonal(context)) return providerCallId;
  return context.batches.caller(callerId).then((caller) => {
    const addresses = caller?.addresses ?? [];
    const isHarmless = addresses.length > 0 && !quotesNumber(providerCallId, addresses);
    return isHarmless ? providerCallId : maskPersonal(providerCallId, context);
  });
}

/** The line dials an outbound call, so the dialled number is that of a customer and is masked. */
export function dialledNumberOf(
  { dialled, direction }: Call,
  _args: object,
  context: GraphqlContext,
): string | null {
  if (dialled === undefined) return null;
  return direction === 'OUTBOUND' ? maskPersonal(dialled, context) : dialled;
}
