const maxErrors = 2;

/**
 * Returns the known name that was probably meant: the same name in another spelling, or one with up to two typing
 * errors.
 */
export function closest(name: string, known: readonly string[]): string | undefined {
  const plainName = plain(name);
  const same = known.find((candidate) => plain(candidate) === plainName);
  if (same !== undefined) return same;
  const letters = [...plainName];
  const near = known
    .map((candidate) => ({ candidate, itsLetters: [...plain(candidate)] }))
    .map((one) => ({ ...one, distance: distanceBetween(letters, one.itsLetters) }))
    // A short name differs from every other short name by one or two letters, so fewer than half of its letters may differ.
    .filter(({ itsLetters, distance }) => distance <= maxErrors && distance < itsLetters.length / 2)
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** In lower case, with letters and digits only: `Quiet_Hours` becomes `quiethours`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The Levenshtein distance: how many letters must be changed, added or removed. Computed row by row of the usual matrix. */
function distanceBetween(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (const [i, letter] of one.entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of other.entries()) {
      const changed = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
