import { isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';

const maxFields = 3;
const maxReasonLength = 80;

/**
 * The fields that WUTS refuses and its reasons, to be appended to a problem. WUTS may quote the request, so long numbers and words
 * that are long enough to be a credential are removed.
 */
export function validationNote(json: JsonObject | undefined): string {
  if (json === undefined) return '';
  const entries = isJsonObject(json.validation) ? [json.validation] : objectsIn(json, 'validation');
  const notes = entries.slice(0, maxFields).map(noteOf);
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

/** Replaces words with five digits in a row, with `@`, `/` or `=`, or with more than 20 characters. */
function plain(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => (/\d{5}|[@/=]/.test(word) || word.length > 20 ? '…' : word))
    .join(' ')
    .slice(0, maxReasonLength)
    .trim();
}
