import type { CallFollowUpResolvers } from '../../../types.generated.ts';
import { freeText } from '../../mapping/mask.ts';

export const CallFollowUp: CallFollowUpResolvers = {
  // A line's copy names no caller.
  text: ({ text, variant }, _args, context) =>
    text === undefined || variant ? (text ?? null) : freeText(text, context),
};
