/** A problem of an input, its place, and the remedy. */
export interface ReadProblem {
  /** Such as `policies[2].quietHours.open[0].from`. */
  readonly path: string;
  readonly message: string;
}

/**
 * A place in an input. A reader that finds a problem adds it to `problems` and continues with a placeholder value, so that
 * all problems are reported together. The result is discarded if there are problems.
 */
export interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly problems: ReadProblem[];
}

/** The place of a whole input. The paths of its problems begin with `path`. */
export function startReading(value: unknown, path: string): Place {
  return { value, path, problems: [] };
}

export function complain(place: Place, message: string): void {
  place.problems.push({ path: place.path, message });
}

export function isGiven(place: Place): boolean {
  return place.value !== undefined && place.value !== null;
}

/**
 * Returns a place without a value if `place` holds no object. The problems of such a place are dropped, because `expectFields`
 * reports the missing object once for all fields.
 */
export function readField(place: Place, name: string): Place {
  const path = `${place.path}.${name}`;
  if (!isRecord(place.value)) return { value: undefined, path, problems: [] };
  return { ...place, value: place.value[name], path };
}

/** Reports a value that is no object, and each field that has another name. */
export function expectFields(place: Place, names: readonly string[]): void {
  if (!isRecord(place.value)) {
    complain(place, 'must be an object');
    return;
  }
  for (const name of Object.keys(place.value)) {
    if (names.includes(name)) continue;
    complain(readField(place, name), `is an unknown field; the fields are ${names.join(', ')}`);
  }
}

/** Returns the places of the items, at most `max` of them. */
export function readItems(place: Place, limit: { min?: number; max: number }): Place[] {
  const { min = 0, max } = limit;
  if (!Array.isArray(place.value)) {
    complain(place, 'must be a list');
    return [];
  }
  const count = place.value.length;
  if (count < min || count > max)
    complain(place, `must have ${min} to ${max} items, and has ${count}`);
  return place.value.slice(0, max).map((value, i) => ({
    ...place,
    value,
    path: `${place.path}[${i}]`,
  }));
}

export function readText(place: Place, max: number): string {
  const { value } = place;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= max) return value;
  complain(place, `must be a text of 1 to ${max} characters`);
  return '';
}

export function readWhole(place: Place, limit: { min: number; max: number }): number {
  const { value } = place;
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  if (isWhole && value >= limit.min && value <= limit.max) return value;
  complain(place, `must be a whole number from ${limit.min} to ${limit.max}`);
  return limit.min;
}

export function readOneOf<T extends string>(place: Place, allowed: readonly [T, ...T[]]): T {
  const value = allowed.find((word) => word === place.value);
  if (value !== undefined) return value;
  complain(place, `must be one of ${allowed.join(', ')}`);
  return allowed[0];
}

/** Returns an object with the field, or `{}` if the field is left out or null. */
export function readOptional<Name extends string, T>(
  place: Place,
  name: Name,
  read: (field: Place) => T,
): { readonly [key in Name]?: T } {
  const field = readField(place, name);
  // TypeScript gives an object with a computed name no more than the type `{ [x: string]: T }`.
  return isGiven(field) ? ({ [name]: read(field) } as { [key in Name]: T }) : {};
}

export function readUrl(place: Place): string {
  const text = readText(place, 2000);
  if (text === '') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb)
    complain(place, 'must be an absolute URL that begins with https:// or http://');
  else if (url.username !== '' || url.password !== '') complain(place, 'must not hold a password');
  return text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
