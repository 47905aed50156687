const maxDepth = 8;

export function redactFields(fields: object): Record<string, unknown> {
  return masked(fields, 0) as Record<string, unknown>;
}

/** Masks each value separately: patterns applied to the whole line could break its JSON. */
function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return redact(textOf(value));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > maxDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => masked(item, depth + 1));
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, field]) => [
      redact(name),
      isSecret(name, field) ? '…' : masked(field, depth + 1),
    ]),
  );
}

const secretName = /password|secret|authorization|cookie|credential|api_?key|token$/i;

function isSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && secretName.test(name);
}

const maxCauses = 3;

/** With its causes, because a wrapping error often does not tell what failed. */
export function textOf(error: Error): string {
  const texts: string[] = [];
  let one: unknown = error;
  while (one instanceof Error && texts.length <= maxCauses) {
    texts.push(one.stack ?? one.message);
    one = one.cause;
  }
  return texts.join('\ncaused by: ');
}

const secrets: readonly [RegExp, string][] = [
  [/\b(ps|cs|whsec)_[A-Za-z0-9_-]{6,}/g, '$1_…'],
  [/(access_token|token|secret|password|apikey|api_key)=[^&\s"]+/gi, '$1=…'],
  // Up to the last `@`: a password that is not percent-encoded may contain `@` and `/`.
  [/(\w:\/\/)[^\s"'`]*@/g, '$1…@'],
  [/(Bearer|Basic) [A-Za-z0-9._~+/=-]+/g, '$1 …'],
  [/\+\d[\d ().-]{6,20}\d/g, '…'],
  [/\+?\d{8,15}(?=@|\b)/g, '…'],
];

/** A second line of defence: callers must not log secrets and phone numbers in the first place. */
export function redact(text: string): string {
  return secrets.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);
}
