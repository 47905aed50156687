import type { SeenLine } from '../db/lines.ts';
import type { LineBook, OpenLine } from './line-book.ts';
import type { Line, LineAbilities } from './lines.ts';
import { perimeterOf } from './perimeter.ts';

/** A line as clients see it. */
export function viewLine(lineBook: LineBook, line: SeenLine): Line {
  const { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt, lastSignalAt } = line;
  const abilities = abilitiesOf(lineBook.open(line));
  const perimeter = perimeterOf(line);
  const fields = { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt };
  const view = { ...fields, abilities, perimeter };
  return lastSignalAt ? { ...view, lastSignalAt } : view;
}

function abilitiesOf({ credentials, provider, rejection }: OpenLine): LineAbilities | null {
  if (credentials === 'locked') return null;
  return {
    rejection: rejection.answer,
    confirmedByEvent: rejection.confirmedByEvent,
    canText: provider.sendText !== undefined,
    canBlock: provider.blockCaller !== undefined,
    repliesByItself: provider.repliesByItself === true,
  };
}
