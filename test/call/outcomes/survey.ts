import type { Carrier } from './carriers.ts';
import { honest } from './honest.ts';
import { sayStory } from './stories.ts';
import { type Row, rowOf } from './table.ts';
import { type Outcome, outcomesOf } from './tell.ts';

/** What all stories of a carrier come to. */
export interface Survey {
  readonly rows: readonly Row[];
  /** The first stories that break an invariant, by its name in `honest`. */
  readonly broken: ReadonlyMap<string, readonly string[]>;
}

const mostBroken = 5;

/**
 * In one pass, because all outcomes together take some hundred megabytes. Stories are one row if they differ only in what
 * changed nothing: how often it was not done or not answered, beyond what our requests may have done, and what came when
 * all was said. Throws where such stories end differently.
 */
export function survey(carrier: Carrier): Survey {
  const rows = new Map<string, Row>();
  const broken = new Map(Object.keys(honest).map((name) => [name, [] as string[]]));
  for (const outcome of outcomesOf(carrier)) {
    if (isOfInterest(outcome)) addRow(rows, rowOf(outcome));
    for (const [name, holds] of Object.entries(honest)) {
      const stories = broken.get(name) ?? [];
      if (stories.length < mostBroken && !holds(outcome)) stories.push(nameOf(outcome));
    }
  }
  return { rows: [...rows.values()].sort((a, b) => compare(a.story, b.story)), broken };
}

/** A late answer that changes nothing leaves what the other stories tell. */
function isOfInterest({ story, steps }: Outcome): boolean {
  const isLate = story.some(({ is }) => is === 'late');
  return !isLate || steps.some(({ told }) => told.is === 'late');
}

function addRow(rows: Map<string, Row>, row: Row): void {
  const known = rows.get(row.story);
  if (known && known.result !== row.result) {
    throw new Error(`${row.story}: ${known.result}, and ${row.result}`);
  }
  rows.set(row.story, row);
}

const nameOf = ({ story, atLimit }: Outcome) =>
  atLimit === undefined ? sayStory(story) : `${sayStory(story)}, at the limit ${atLimit}`;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
