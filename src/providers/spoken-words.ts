import { isJsonObject } from './json.ts';
import type { Reply } from './reply.ts';

const speaking = ['message', 'error', 'errors', 'exception', 'detail', 'title', 'code', 'reason'];
const deepest = 3;
/** Enough for a sentence, and too little to look into for long. */
const longest = 2000;

/** What an answer says, be it JSON, XML, HTML or plain text, to look for a word in. Never to be repeated. */
export function spokenWords({ said, body }: Reply): string {
  if (said) return wordsOf(said, deepest).join('. ').slice(0, longest);
  return body.slice(0, longest).replace(/<[^>]*>/g, ' ');
}

function wordsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsOf(each, depth - 1));
  if (!isJsonObject(value)) return [];
  return speaking.flatMap((name) => wordsOf(value[name], depth - 1));
}
