import type { SeenLine } from '../../db/lines/lines.ts';
import type { Line, LineAbilities, LineListening } from '../lines.ts';
import type { LineBook, OpenLine } from '../loaded-line.ts';
import { perimeterOf } from './line-perimeter.ts';

/** A line as clients see it. */
export function viewLine(lineBook: LineBook, line: SeenLine): Line {
  const { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt, lastSignalAt } = line;
  const open = lineBook.open(line);
  const abilities = abilitiesOf(open);
  const perimeter = perimeterOf(line);
  const fields = { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt };
  return {
    ...{ ...fields, abilities, perimeter },
    ...(lastSignalAt && { lastSignalAt }),
    ...(open.provider.listen && { listening: listeningOf(line) }),
  };
}

function listeningOf({ heardSince: since, listenProblem: problem }: SeenLine): LineListening {
  const rest = { ...(since && { since }), ...(problem && { problem }) };
  return { state: since ? 'HEARD' : 'NOT_HEARD', ...rest };
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
