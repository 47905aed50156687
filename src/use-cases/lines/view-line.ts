import type { SeenLine } from '../../db/lines/lines.ts';
import type { Line, LineAbilities, LineListening } from '../lines.ts';
import type { LineCache, LoadedLine } from '../loaded-line.ts';
import { perimeterOf } from './line-perimeter.ts';

export function viewLine(lineCache: LineCache, line: SeenLine): Line {
  const { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt, lastSignalAt } = line;
  const loaded = lineCache.load(line);
  const abilities = abilitiesOf(loaded);
  const perimeter = perimeterOf(line);
  const fields = { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt };
  return {
    ...{ ...fields, abilities, perimeter },
    ...(lastSignalAt && { lastSignalAt }),
    ...(loaded.provider.listen && { listening: listeningOf(line) }),
  };
}

function listeningOf({ heardSince: since, listenProblem: problem }: SeenLine): LineListening {
  const rest = { ...(since && { since }), ...(problem && { problem }) };
  return { state: since ? 'HEARD' : 'NOT_HEARD', ...rest };
}

function abilitiesOf({ credentials, provider, rejection }: LoadedLine): LineAbilities | null {
  if (credentials === 'unreadable') return null;
  return {
    rejection: rejection.answer,
    confirmedByEvent: rejection.confirmedByEvent,
    canText: provider.sendText !== undefined,
    canBlock: provider.blockCaller !== undefined,
    repliesByItself: provider.repliesByItself === true,
  };
}
