import { isJsonObject } from './json.ts';
import type { Reply } from './reply.ts';

/** In lower case without punctuation: `error_code`, `errorCode` and `ErrorCode` are one name. The last two are Portuguese. */
const messageFieldNames = new Set([
  'message',
  'msg',
  'error',
  'errors',
  'errorcode',
  'errormessage',
  'errordescription',
  'failurereason',
  'failure',
  'statusdetails',
  'exception',
  'detail',
  'details',
  'description',
  'title',
  'code',
  'reason',
  'data',
  'response',
  'validation',
  'mensagem',
  'erro',
]);
/** Deeper fields are not read. */
const maxDepth = 4;
/** Bounds the time that matching patterns takes. */
const maxCharacters = 2000;

/** The messages in an answer, which may be JSON, XML, HTML or plain text. Only for matching: never log them or show them to a client. */
export function messageWords({ json, body }: Pick<Reply, 'json' | 'body'>): string {
  if (json) return wordsOf(json, maxDepth).join('. ').slice(0, maxCharacters);
  return body
    .slice(0, maxCharacters)
    .replace(/<!\[CDATA\[|\]\]>/g, ' ')
    .replace(/<[^>]*>/g, messagesInTag);
}

function wordsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsOf(each, depth - 1));
  if (!isJsonObject(value)) return [];
  const words = Object.entries(value)
    .filter(([name]) => messageFieldNames.has(name.toLowerCase().replace(/[^a-z]/g, '')))
    .flatMap(([, each]) => wordsOf(each, depth - 1));
  // A validation error names its field. The name is kept before the message, as in "callId not found".
  return typeof value.field === 'string' ? [`${value.field} ${words.join('. ')}`] : words;
}

/** In XML, attributes may contain messages. */
function messagesInTag(tag: string): string {
  const found = tag.matchAll(/\b(?:message|error|code|reason|detail)\s*=\s*"([^"<>]*)"/gi);
  return ` ${[...found].map(([, text]) => text).join('. ')} `;
}
