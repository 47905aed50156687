import { isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';

const mostFields = 3;
const longestReason = 80;

/**
 * Which fields WUTS finds wrong and why, to be added to a problem. Of their words only these, and of these no number and nothing
 * long enough to be a credential: WUTS may quote the request.
 */
export function validationNote(said: JsonObject | undefined): string {
  if (said === undefined) return '';
  const one = isJsonObject(said.validation) ? [said.validation] : objectsIn(said, 'validation');
  const notes = one.slice(0, mostFields).map(noteOf);
  return notes
    .filter((note) => note !== '')
    .map((note) => `; ${note}`)
    .join('');
}

function noteOf(entry: JsonObject): string {
  const field = textIn(entry, 'field', 'Field', 'param', 'path') ?? '';
  if (!/^[A-Za-z][\w.[\]]{0,40}$/.test(field)) return '';
  const reason = plain(textIn(entry, 'message', 'Message', 'error', 'tag') ?? '');
  return reason === '' ? field : `${field}: ${reason}`;
}

function plain(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => (/\d{5}|[@/=]/.test(word) || word.length > 20 ? '…' : word))
    .join(' ')
    .slice(0, longestReason)
    .trim();
}
