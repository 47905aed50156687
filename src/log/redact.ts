const maxDepth = 8;

/** Masks secrets and phone numbers in the fields of a log line. */
export function redactFields(fields: object): Record<string, unknown> {
  return maskValue(fields, 0) as Record<string, unknown>;
}

/** Masks each value separately: patterns applied to the whole line could break its JSON. */
function maskValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return redact(textOf(value));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > maxDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => maskValue(item, depth + 1));
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, field]) => [
      redact(name),
      isSecret(name, field) ? '…' : maskValue(field, depth + 1),
    ]),
  );
}

const secretName = /password|secret|authorization|cookie|credential|api_?key|token$/i;

/** Numbers and booleans under such a name are counts and flags, such as `hasSecret`. */
function isSecret(name: string, value: unknown): boolean {
  const mayHoldSecret = typeof value === 'string' || (typeof value === 'object' && value !== null);
  return mayHoldSecret && secretName.test(name);
}

const maxCauses = 3;

/** The stack of an error and of up to `maxCauses` causes, because a wrapping error often does not tell what failed. */
export function textOf(error: Error): string {
  const texts: string[] = [];
  let current: unknown = error;
  // The error itself and `maxCauses` causes.
  while (current instanceof Error && texts.length < 1 + maxCauses) {
    texts.push(current.stack ?? current.message);
    current = current.cause;
  }
  return texts.join('\ncaused by: ');
}

const secrets: readonly [RegExp, string][] = [
  // API keys of Pilot Status and of this service, and webhook secrets.
  [/\b(ps|cs|whsec)_[A-Za-z0-9_-]{6,}/g, '$1_…'],
  [/(access_token|token|secret|password|apikey|api_key)=[^&\s"]+/gi, '$1=…'],
  // Everything up to the last `@` is masked, because a password that is not percent-encoded may contain `@` and `/`.
  [/(\w:\/\/)[^\s"'`]*@/g, '$1…@'],
  [/(Bearer|Basic) [A-Za-z0-9._~+/=-]+/g, '$1 …'],
  // Phone numbers with separators, such as `+44 (20) 7946-0958`, and without, also before the `@` of a WhatsApp id.
  [/\+\d[\d ().-]{6,20}\d/g, '…'],
  [/\+?\d{8,15}(?=@|\b)/g, '…'],
];

/** A second safeguard: code must not log secrets and phone numbers in the first place. */
export function redact(text: string): string {
  return secrets.reduce((result, [pattern, mask]) => result.replace(pattern, mask), text);
}
