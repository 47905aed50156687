import type { CallFollowUpResolvers } from '../../../types.generated.ts';
import { maskFreeText } from '../../mapping/mask.ts';

export const CallFollowUp: CallFollowUpResolvers = {
  text: ({ text, variant }, _args, context) => {
    if (text === undefined) return null;
    // With a `variant` the text is the line's copy, which names no caller.
    return variant ? text : maskFreeText(text, context);
  },
};
