import { isJsonObject } from '../kit/json.ts';
import type { AccountProblem } from '../provider.ts';

/** What is sent instead of a plain text, to whom WhatsApp takes no plain text. */
export interface PilotStatusTemplate {
  readonly templateId: string;
  /** `{text}` in a value stands for the text that could not be sent. */
  readonly variables: Readonly<Record<string, string>>;
}

const mostVariables = 20;

export function readTemplate(given: unknown): PilotStatusTemplate | AccountProblem[] | undefined {
  if (given === undefined || given === null) return undefined;
  const { templateId, variables } = isJsonObject(given) ? given : {};
  const list = variables ?? [];
  const problems = [
    ...(typeof templateId === 'string' && /^[\x21-\x7e]{1,200}$/.test(templateId)
      ? []
      : [problem('templateId', 'must be the id of the template, without spaces')]),
    ...(Array.isArray(list) && list.length <= mostVariables && list.every(isVariable)
      ? []
      : [problem('variables', `must be at most ${mostVariables}, each with a name and a value`)]),
  ];
  if (problems.length > 0 || !Array.isArray(list)) return problems;
  const values = list.filter(isVariable).map(({ name, value }) => [name, value] as const);
  return { templateId: String(templateId), variables: Object.fromEntries(values) };
}

export function filledVariables(
  { variables }: PilotStatusTemplate,
  text: string,
): Record<string, string> {
  const filled = Object.entries(variables).map(([name, value]) => [
    name,
    value.replaceAll('{text}', () => text),
  ]);
  return Object.fromEntries(filled);
}

function isVariable(value: unknown): value is { name: string; value: string } {
  if (!isJsonObject(value)) return false;
  const { name, value: text } = value;
  return (
    typeof name === 'string' &&
    /^[\w.-]{1,64}$/.test(name) &&
    typeof text === 'string' &&
    text !== '' &&
    text.length <= 1024
  );
}

function problem(field: string, remedy: string): AccountProblem {
  return { field: `textTemplate.${field}`, message: `textTemplate.${field} ${remedy}.` };
}
