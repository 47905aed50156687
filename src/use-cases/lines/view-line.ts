import type { SeenLine } from '../../db/lines/lines.ts';
import type { Line, LineAbilities, LineListening } from '../lines.ts';
import type { LineCache, LoadedLine } from '../loaded-line.ts';
import { perimeterOf } from './line-perimeter.ts';

export function viewLine(lineCache: LineCache, line: SeenLine): Line {
  const { id, name, provider, timeZone, ringLimitMs, baseUrl, registeredAt } = line;
  const { lastSignalAt, removedAt } = line;
  const loaded = lineCache.load(line);
  return {
    id,
    name,
    provider,
    timeZone,
    ringLimitMs,
    baseUrl,
    registeredAt,
    abilities: abilitiesOf(loaded),
    perimeter: perimeterOf(line),
    ...(lastSignalAt && { lastSignalAt }),
    ...(removedAt && { removedAt }),
    // A provider without `listen` sends webhooks.
    ...(loaded.provider.listen && !removedAt && { listening: listeningOf(line) }),
  };
}

function listeningOf({ heardSince: since, listenProblem: problem }: SeenLine): LineListening {
  return {
    state: since ? 'HEARD' : 'NOT_HEARD',
    ...(since && { since }),
    ...(problem && { problem }),
  };
}

/** Null if the line's credentials cannot be decrypted. */
function abilitiesOf({
  credentials,
  provider,
  rejectionPromise,
}: LoadedLine): LineAbilities | null {
  if (credentials === 'unreadable') return null;
  return {
    rejection: rejectionPromise.answer,
    confirmedByEvent: rejectionPromise.confirmedByEvent,
    canText: provider.sendText !== undefined,
    canBlock: provider.blockCaller !== undefined,
    repliesByItself: provider.repliesByItself === true,
  };
}
