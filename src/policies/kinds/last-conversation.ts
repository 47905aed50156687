import type { Facts } from '../facts.ts';
import type { ConversationsWith } from '../policy.ts';

/** A policy for which the caller's messages to some lines count. */
interface Scoped {
  readonly conversationsWith?: ConversationsWith;
}

/** When the caller last wrote to the lines that count for a policy; undefined if no message is known. */
export function lastConversation(policy: Scoped, { caller }: Facts): Date | undefined {
  const isThisLine = policy.conversationsWith === 'THIS_LINE';
  return isThisLine ? caller.lastConversationWithLineAt : caller.lastConversationAt;
}

/** The words that follow "wrote to". */
export function sayLines({ conversationsWith }: Scoped): string {
  return conversationsWith === 'THIS_LINE' ? 'this line' : 'one of our lines';
}

/** The sentence says "not known", because messages from before a line was registered are not stored. */
export function notKnownToHaveWritten({ conversationsWith }: Scoped): string {
  const lines = conversationsWith === 'THIS_LINE' ? 'this line' : 'any of our lines';
  return `is not known to have written to ${lines}`;
}
