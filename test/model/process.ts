import { setImmediate as turn } from 'node:timers/promises';
import { noRateLimits } from '../../src/access/rate-limits.ts';
import type { Database } from '../../src/db/connection/database.ts';
import { createLog } from '../../src/log.ts';
import { createBackground } from '../../src/use-cases/background.ts';
import type { Dependencies } from '../../src/use-cases/dependencies.ts';
import {
  createRequestLimiter,
  defaultLimits,
} from '../../src/use-cases/work/create-request-limiter.ts';
import type { Carrier } from './carrier.ts';
import type { ModelClock } from './clock.ts';
import type { ModelLines } from './lines.ts';
import type { Mortality, Name, Stage } from './stage.ts';
import { type Point, setTraps, type Traps } from './traps.ts';

export const timing = { attemptTimeoutMs: 2000, leaseMs: 5000 };

/** One process of the service: real deps, which can be interrupted wherever they touch the outside. */
export interface ModelProcess {
  readonly deps: Dependencies;
  readonly traps: Traps;
  readonly troubles: readonly string[];
  /** A statement is under way, or sure to come without anybody's doing. */
  isBusy(): boolean;
  /** It has died: others may know now. */
  bury(): Promise<void>;
  /** The run is over. */
  retire(): void;
}

export async function startProcess(
  stage: Stage,
  clock: ModelClock,
  lines: ModelLines,
  carrier: Carrier,
  mortality: Mortality,
): Promise<ModelProcess> {
  const name: Name = await stage.newName(mortality);
  const troubles: string[] = [];
  const traps = setTraps();
  const log = createLog('error', (line) => troubles.push(line));
  const { db, isBusy } = interrupted(stage.db, name, traps);
  const process: ModelProcess = {
    deps: {
      db,
      feed: stage.feed,
      lineCache: lines.lineCacheFor((line) => carrier.lineFor(line, process)),
      limiter: createRequestLimiter(defaultLimits, () => clock.elapsedMs),
      crm: { tierOf: async () => ({ is: 'none' }) },
      background: createBackground(log),
      log,
      now: () => clock.now(),
      timing,
      rateLimits: noRateLimits,
      erasureKeys: { current: () => 'unused', all: [] },
      onDue: () => {},
    },
    traps,
    troubles,
    isBusy,
    bury: () => name.die(),
    retire() {
      if (traps.state !== 'dead') name.giveBack();
      traps.die();
    },
  };
  return process;
}

/** The database as this process has it: every statement is a place where it can be interrupted. */
function interrupted(database: Database, name: Name, traps: Traps) {
  let underWay = 0;
  let willTryAgain = false;
  const db: Database = {
    ...database,
    owner: () => name.owner,
    async run(statement, parameters) {
      willTryAgain = false;
      await traps.pass(`before ${statement.name}` as Point);
      underWay++;
      const rows = await database.run(statement, parameters).finally(() => underWay--);
      if (statement.name === 'record' && traps.losesAcknowledgement()) {
        willTryAgain = true;
        throw Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });
      }
      await traps.pass(`after ${statement.name}` as Point);
      return rows;
    },
  };
  const isBusy = () => underWay > 0 || (willTryAgain && traps.state !== 'dead');
  return { db, isBusy };
}

const patienceMs = 10_000;

/** Resolves when nothing goes on by itself: all is answered, or waits for the model. */
export async function untilStill(processes: readonly ModelProcess[], carrier: Carrier) {
  const giveUpAt = Date.now() + patienceMs;
  for (let still = 0; still < 4; ) {
    if (Date.now() > giveUpAt) throw new Error('the processes of the model do not come to rest');
    await turn();
    const busy = carrier.busy > 0 || processes.some((process) => process.isBusy());
    still = busy ? 0 : still + 1;
  }
}
