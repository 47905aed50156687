/** More than any real document has. The parser calls itself for each level, and some thousand levels exhaust its stack. */
const maxLevels = 100;

/** Whether the brackets of a document are nested too deeply to parse it. Skips strings and comments, and reads each character once. */
export function isNestedTooDeeply(document: string): boolean {
  let levels = 0;
  for (let at = 0; at < document.length; at++) {
    const character = document[at] ?? '';
    if ('([{'.includes(character)) levels++;
    if (')]}'.includes(character)) levels--;
    if (levels > maxLevels) return true;
    if (character === '"') at = endOfString(document, at);
    if (character === '#') at = endOfLine(document, at);
  }
  return false;
}

/**
 * This function and those below return the last index that belongs to a comment or a string: that of its last quote, or of the line
 * break that ends a comment or an unclosed string. If there is none, they return the document's length.
 */
function endOfLine(document: string, at: number): number {
  let end = at;
  while (end < document.length && document[end] !== '\n' && document[end] !== '\r') end++;
  return end;
}

function endOfString(document: string, start: number): number {
  return document.startsWith('"""', start)
    ? endOfBlock(document, start)
    : endOfQuoted(document, start);
}

/** A line break ends an unclosed string. The parser then reports it. */
function endOfQuoted(document: string, start: number): number {
  for (let at = start + 1; at < document.length; at++) {
    const character = document[at];
    if (character === '\\') at++;
    else if (character === '"' || character === '\n' || character === '\r') return at;
  }
  return document.length;
}

function endOfBlock(document: string, start: number): number {
  let end = document.indexOf('"""', start + 3);
  // `\"""` does not end the string.
  while (end > 0 && document[end - 1] === '\\') end = document.indexOf('"""', end + 3);
  return end < 0 ? document.length : end + 2;
}
