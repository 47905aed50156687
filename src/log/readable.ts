import { styleText } from 'node:util';

const colours = { debug: 'gray', info: 'green', warn: 'yellow', error: 'red' } as const;

/** Formats a JSON line for a terminal: `12:30:05.120 WARN  feed: following the journal failed  position=7`. */
export function readable(line: string): string {
  const { time, level, subsystem, message, ...fields } = JSON.parse(line);
  const clock = String(time).slice(11, 23);
  const colour = colours[level as keyof typeof colours] ?? 'reset';
  const head = styleText(colour, String(level).toUpperCase().padEnd(5), { stream: process.stderr });
  const from = subsystem ? `${subsystem}: ` : '';
  return `${clock} ${head} ${from}${message}${Object.entries(fields).map(formatField).join('')}\n`;
}

function formatField([name, value]: [string, unknown]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.includes('\n')
    ? `\n  ${name}: ${text.replaceAll('\n', '\n  ')}`
    : `  ${name}=${text}`;
}
