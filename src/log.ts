import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { readable } from './log/readable.ts';
import { redact, redactFields } from './log/redact.ts';
import { createThrottle, type Throttle } from './log/throttle.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** `text` is for a terminal, `json` for a log collector. `auto` is `text` on a terminal and `json` elsewhere. */
export const logFormats = ['auto', 'json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Messages are constants, and variable parts go into the fields, so that messages can be counted and searched. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

export interface RootLog extends Log {
  /** Adds the subsystem to each line. */
  child(subsystem: string): Log;
}

/** Masks secrets and phone numbers in every message and field. If `write` is given, it replaces stderr, and lines are always JSON. */
export function createLog(
  minLevel: LogLevel,
  write?: (line: string) => void,
  format: LogFormat = 'auto',
): RootLog {
  const logger = pino(
    {
      level: minLevel,
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
    // Not throttled, because the story of a call (`tracing/story.ts`) must have no gaps.
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
    // Errors with an id are never throttled, because a client has received the id and support searches the log for it.
    if ('errorId' in fields) write();
    else throttle(`${level} ${message}`, write);
  };
}

/** When stderr is not read, lines are buffered up to this bound and then dropped, so that logging never blocks. */
const maxBufferedBytes = 4 * 1024 * 1024;

function toStderr(format: LogFormat): DestinationStream {
  const isText = format === 'text' || (format === 'auto' && process.stderr.isTTY === true);
  if (isText) return { write: (line) => process.stderr.write(readable(line)) };
  // pino writes the buffer when the process exits.
  return destination({ fd: 2, sync: false, maxLength: maxBufferedBytes });
}
