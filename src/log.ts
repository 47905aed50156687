export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of JSON for each thing worth knowing. What is secret is taken out here, whoever wrote it. */
export interface Log {
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
    const line = { time: new Date().toISOString(), level, message, ...plain(fields) };
    write(redact(JSON.stringify(line)));
  }
  return {
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}

function plain(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? value.stack : value,
    ]),
  );
}

const secrets: readonly [RegExp, string][] = [
  [/\b(ps|cs|whsec)_[A-Za-z0-9_-]{6,}/g, '$1_…'],
  [/(access_token|token|secret|apikey|api_key)=[^&\s"]+/gi, '$1=…'],
  [/(Bearer|Basic) [A-Za-z0-9._~+/=-]+/g, '$1 …'],
  [/\+?\d{8,15}(?=@|\b)/g, '…'],
];

/** A last wall: messages are written without secrets and numbers in the first place. */
function redact(line: string): string {
  return secrets.reduce((text, [pattern, mask]) => text.replace(pattern, mask), line);
}
