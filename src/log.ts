import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { readable } from './log/readable.ts';
import { redact, redactFields } from './log/redact.ts';
import { createThrottle, type Throttle } from './log/throttle.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** `text` is for a terminal, `json` for whatever collects logs. `auto` looks at where the log goes. */
export const logFormats = ['auto', 'json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

/** A message is constant: what differs is in the fields. So repeats can be counted and searched for. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

export interface RootLog extends Log {
  /** Names the subsystem in each of its lines. */
  child(subsystem: string): Log;
}

/** Secrets and phone numbers are masked here, in every message and field. */
export function createLog(
  least: LogLevel,
  write?: (line: string) => void,
  format: LogFormat = 'auto',
): RootLog {
  const logger = pino(
    {
      level: least,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }), log: redactFields },
    },
    write ? { write: (line) => write(line.trimEnd()) } : toStderr(format),
  );
  return { ...throttled(logger), child: (subsystem) => throttled(logger.child({ subsystem })) };
}

function throttled(logger: Logger): Log {
  const throttle = createThrottle();
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, redact(message)),
    info: writer(logger, throttle, 'info'),
    warn: writer(logger, throttle, 'warn'),
    error: writer(logger, throttle, 'error'),
  };
}

function writer(logger: Logger, throttle: Throttle, level: 'info' | 'warn' | 'error') {
  return (message: string, fields: LogFields = {}): void => {
    if (!logger.isLevelEnabled(level)) return;
    const write = (suppressed?: number) =>
      logger[level]({ ...fields, ...(suppressed && { suppressed }) }, redact(message));
    // A client was told this id, to be looked up here.
    if ('errorId' in fields) write();
    else throttle(`${level} ${message}`, write);
  };
}

/** A log that nobody reads may hold back lines, but neither the service nor its memory: beyond this, lines are dropped. */
const maxBufferedBytes = 4 * 1024 * 1024;

function toStderr(format: LogFormat): DestinationStream {
  const isText = format === 'text' || (format === 'auto' && process.stderr.isTTY === true);
  if (isText) return { write: (line) => process.stderr.write(readable(line)) };
  // What is buffered is written when the process exits.
  return destination({ fd: 2, sync: false, maxLength: maxBufferedBytes });
}
