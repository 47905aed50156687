import type { Call } from '../../../call/call.ts';
import { quotesNumber } from '../../../call/quotes-number.ts';
import type { GraphqlContext } from '../../execution/context.ts';
import { maskPersonal, maySeePersonal } from './mask.ts';

/** Masked where the id contains the number of the caller. Of a caller that was erased the number is not known, so the id may contain it. */
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

/** Who dials an outbound call is the line, so the number is the customer's. */
export function dialledNumberOf(
  { dialled, direction }: Call,
  _args: object,
  context: GraphqlContext,
): string | null {
  if (dialled === undefined) return null;
  return direction === 'OUTBOUND' ? maskPersonal(dialled, context) : dialled;
}
