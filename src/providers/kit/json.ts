export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const deepest = 100;

/** The JSON object that a text holds, if it holds one. Deeper nesting than this is refused: no provider sends it, and walking it may overflow the stack. */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isWithin(value, deepest) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isWithin(each, depth - 1));
}

/** The first of these fields that holds a text (or a number, as text) that can be an id or a name. */
export function textIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = object[name];
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && isStorable(text)) return text;
  }
  return undefined;
}

/** A code in upper case, be it on top or within what wraps the error. */
export function codeIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  const wrapped = [object.error, object.errors, object.data].flat();
  const places = [object, ...wrapped.filter(isJsonObject)];
  const codes = places.map((place) => textIn(place, ...names));
  return codes.find((code) => code !== undefined)?.toUpperCase();
}

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
function isStorable(text: string): boolean {
  return text !== '' && text.length <= 256 && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
