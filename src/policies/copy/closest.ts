/** What was probably meant by a name that is not known: one of them in another spelling, or with a slip of the hand. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const asked = plain(name);
  const same = known.find((one) => plain(one) === asked);
  if (same !== undefined) return same;
  const near = known
    .map((one) => ({ one, slips: slipsBetween(asked, plain(one)) }))
    .filter(({ one, slips }) => slips <= 2 && slips < plain(one).length / 2)
    .toSorted((a, b) => a.slips - b.slips);
  return near[0]?.one;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** How many letters have to be put in, taken out or changed. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of [...other].entries()) {
      const changed = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
