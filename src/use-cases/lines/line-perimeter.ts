import type { StoredLine } from '../../db/lines/lines.ts';
import type { PerimeterQuestion } from '../../db/lines/perimeter-facts.ts';
import { textSentWithinMs } from '../../db/lines/texts-of-policies.ts';
import { factsNeeded } from '../../policies/facts-needed.ts';
import { defaultPerimeter, type Perimeter } from '../../policies/perimeter.ts';

/** The policies, texts and caps of a line. A field that was never set has its default. */
export function perimeterOf(line: Pick<StoredLine, 'perimeter'>): Perimeter {
  return { ...defaultPerimeter, ...line.perimeter };
}

/** The facts to read for a ring at this time. Null for a line without policies, which needs no facts. */
export function perimeterQuestion(line: StoredLine, at: Date): PerimeterQuestion | null {
  const { policies, textCooldownMs, textVia } = perimeterOf(line);
  if (policies.length === 0) return null;
  const { recentCallsWithinMs, conversationWithLine, openCalls } = factsNeeded(policies);
  const ago = (ms: number) => new Date(at.getTime() - ms);
  return {
    recentSince: ago(recentCallsWithinMs),
    // A text is found by its call, which may have begun to ring this much earlier than the text was sent.
    textedSince: ago(textCooldownMs + textSentWithinMs),
    // Whether to read the caller's last message to this line, and to count its open calls.
    conversationWithLine,
    openCalls,
    // The cap counts the texts of this line, which another line may send.
    ...(textVia && { textVia }),
  };
}
