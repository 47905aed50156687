export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of JSON for each thing worth knowing. What is secret is taken out here, whoever wrote it. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

export function createLog(
  least: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  function log(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (ranks[level] < ranks[least]) return;
    const shown = showable({ message, ...fields }, 0) as object;
    const line = { time: new Date().toISOString(), level, ...shown };
    write(JSON.stringify(line));
  }
  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}

const maxDepth = 8;

/** Value by value, so that the line stays JSON whatever is taken out, and whatever it is to show. */
function showable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return redact(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > maxDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => showable(item, depth + 1));
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, field]) => [redact(name), showable(field, depth + 1)]),
  );
}

const secrets: readonly [RegExp, string][] = [
  [/\b(ps|cs|whsec)_[A-Za-z0-9_-]{6,}/g, '$1_…'],
  [/(access_token|token|secret|apikey|api_key)=[^&\s"]+/gi, '$1=…'],
  [/(\w:\/\/)[^/@\s"]+@/g, '$1…@'],
  [/(Bearer|Basic) [A-Za-z0-9._~+/=-]+/g, '$1 …'],
  [/\+?\d{8,15}(?=@|\b)/g, '…'],
];

/** A last wall: messages are written without secrets and numbers in the first place. */
function redact(text: string): string {
  return secrets.reduce((shown, [pattern, mask]) => shown.replace(pattern, mask), text);
}
