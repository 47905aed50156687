import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Refusal } from './command.ts';

/** One webhook as it was recorded. */
export interface Recorded {
  readonly lineNumber: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads a recording: in each line one JSON object, which is either `{"body": "…", "headers": {…}}`, with the very text that
 * was received, or the body itself. `headers` may be left out if the object has nothing else.
 */
export async function* readRecording(file: string): AsyncGenerator<Recorded> {
  const lines = createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let lineNumber = 0;
  try {
    for await (const text of lines) {
      lineNumber++;
      if (text.trim() !== '') yield recordedIn(text, lineNumber);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new Refusal(`${file} cannot be read: ${message}`);
  }
}

function recordedIn(text: string, lineNumber: number): Recorded {
  const value = parse(text);
  if (value === null) {
    throw new Refusal(`Line ${lineNumber} is no JSON object. A recording has one in each line.`);
  }
  const { body, headers, ...others } = value;
  // The body of a webhook may have a field `body` of its own, such as the text of a message.
  const isWhole = isObject(headers) || (headers == null && Object.keys(others).length === 0);
  if (typeof body !== 'string' || !isWhole) return { lineNumber, body: text, headers: {} };
  return { lineNumber, body, headers: headersIn(headers) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Headers that belong to the connection over which a webhook came. They are not sent again: the new connection sets its own. */
const ofTheConnection = /^(host|connection|content-length|transfer-encoding|expect|keep-alive)$/i;

function headersIn(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  const kept = Object.entries(value).filter(([name, text]) => {
    return typeof text === 'string' && !ofTheConnection.test(name);
  });
  return Object.fromEntries(kept);
}
