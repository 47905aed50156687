import type { CallFollowUpResolvers } from '../../../types.generated.ts';
import { freeText } from '../../mapping/mask.ts';

export const CallFollowUp: CallFollowUpResolvers = {
  // With a `variant` the text is the line's copy, which names no caller.
  text: ({ text, variant }, _args, context) =>
    text === undefined || variant ? (text ?? null) : freeText(text, context),
};
