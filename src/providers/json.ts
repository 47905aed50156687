export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text is, if it is one. */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
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

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
function isStorable(text: string): boolean {
  return text !== '' && text.length <= 256 && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
