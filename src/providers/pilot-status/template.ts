import { type FieldResult, invalid, valid } from '../kit/account/account-fields.ts';
import { isJsonObject } from '../kit/json.ts';

/** The template that is sent to callers to whom WhatsApp allows no plain text. */
export interface PilotStatusTemplate {
  readonly templateId: string;
  /** `{text}` in a value is replaced by the text that could not be sent. */
  readonly variables: Readonly<Record<string, string>>;
}

const maxVariables = 20;

export function readTemplate(given: unknown): FieldResult<PilotStatusTemplate> {
  const { templateId, variables } = isJsonObject(given) ? given : {};
  const list = variables ?? [];
  const isId = typeof templateId === 'string' && /^[\x21-\x7e]{1,200}$/.test(templateId);
  const areVariables = Array.isArray(list) && list.length <= maxVariables && list.every(isVariable);
  if (!isId || !areVariables) {
    return invalid(
      ...(isId ? [] : [{ within: 'templateId', remedy: idRemedy }]),
      ...(areVariables ? [] : [{ within: 'variables', remedy: variablesRemedy }]),
    );
  }
  const values = list.map(({ name, value }) => [name, value] as const);
  return valid({ templateId, variables: Object.fromEntries(values) });
}

const idRemedy = 'must be the id of the template, without spaces';
const variablesRemedy = `must be at most ${maxVariables}, each with a name and a value`;

/** The text is replaced through a function, because `$` has a special meaning in a plain replacement. */
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
