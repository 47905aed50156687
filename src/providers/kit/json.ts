export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const maxDepth = 100;

/**
 * Parses a JSON object; undefined if the text is something else. Nesting deeper than `maxDepth` is refused: no provider sends it,
 * and reading it recursively could overflow the stack.
 */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isWithin(value, maxDepth) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the text is a list in JSON. */
export function isJsonArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isWithin(each, depth - 1));
}

/** The value of the first of these fields that is a usable id or name. A number is returned as text. */
export function textIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = object[name];
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && isStorable(text)) return text;
  }
  return undefined;
}

/** The first code at the top level or within `error`, `errors` or `data`, in upper case. */
export function codeIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  const wrappers = [object.error, object.errors, object.data].flat();
  const places = [object, ...wrappers.filter(isJsonObject)];
  const codes = places.map((place) => textIn(place, ...names));
  return codes.find((code) => code !== undefined)?.toUpperCase();
}

/**
 * PostgreSQL refuses NUL and lone surrogates. Other control characters and texts of more than 256 characters are no ids or names,
 * and would spoil logs and indexes.
 */
function isStorable(text: string): boolean {
  return text !== '' && text.length <= 256 && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** The objects in the list of this name; none if there is no such list. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** JSON's true, also as a text. */
export function isYes(value: unknown): boolean {
  return value === true || (typeof value === 'string' && /^true$/i.test(value));
}
