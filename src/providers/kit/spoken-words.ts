import { isJsonObject } from './json.ts';
import type { Reply } from './reply.ts';

/** In lower case without punctuation: `error_code`, `errorCode` and `ErrorCode` are one name. */
const speaking = new Set([
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
const deepest = 4;
/** Enough for a sentence, and too little to look into for long. */
const longest = 2000;

/** What an answer says, be it JSON, XML, HTML or plain text, to look for a word in. Never to be repeated. */
export function spokenWords({ said, body }: Pick<Reply, 'said' | 'body'>): string {
  if (said) return wordsOf(said, deepest).join('. ').slice(0, longest);
  return body
    .slice(0, longest)
    .replace(/<!\[CDATA\[|\]\]>/g, ' ')
    .replace(/<[^>]*>/g, spokenInTag);
}

function wordsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsOf(each, depth - 1));
  if (!isJsonObject(value)) return [];
  const spoken = Object.entries(value)
    .filter(([name]) => speaking.has(name.toLowerCase().replace(/[^a-z]/g, '')))
    .flatMap(([, each]) => wordsOf(each, depth - 1));
  // What is said of a field is said of what the field names.
  return typeof value.field === 'string' ? [`${value.field} ${spoken.join('. ')}`] : spoken;
}

/** In XML a message may stand in an attribute. */
function spokenInTag(tag: string): string {
  const found = tag.matchAll(/\b(?:message|error|code|reason|detail)\s*=\s*"([^"<>]*)"/gi);
  return ` ${[...found].map(([, text]) => text).join('. ')} `;
}
