import { ask, type ServiceProblem } from './ask.ts';
import { inputProblems } from './input-problems.ts';
import { type FieldProblem, type Line, type PoliciesAnswer, policiesDocument } from './lines.ts';

export const savedNote = 'Saved. It holds from the next ring on.';
/** Said if the draft was edited between the request and its answer. */
export const savedEarlierNote = 'Saved, but not what was changed since.';

interface Saved {
  readonly line?: Line;
  readonly problems: readonly FieldProblem[];
  /** What is said of the attempt; null if `problems` say it. */
  readonly note: string | null;
}

export async function savePolicies(key: string, id: string, input: unknown): Promise<Saved> {
  try {
    const { setPhoneLinePolicies: answer } = await ask<PoliciesAnswer>(key, policiesDocument, {
      id,
      input,
    });
    if (answer.line) return { line: answer.line, problems: [], note: savedNote };
    const { problems = [], message = 'It was not saved.' } = answer;
    return { problems, note: problems.length > 0 ? null : message };
  } catch (error) {
    const { message, messages } = error as ServiceProblem;
    const problems = inputProblems(messages);
    return { problems, note: problems.length > 0 ? null : `It was not saved. ${message}` };
  }
}
