import { RequestError } from '../../src/access/errors.ts';
import type { RejectAnswer } from '../../src/use-cases/calls.ts';
import { receiveCallSignal } from '../../src/use-cases/receive/receive-signals.ts';
import { passRingLimits } from '../../src/use-cases/work/pass-ring-limits.ts';
import { type Carrier, startCarrier } from './carrier.ts';
import type { ModelClock } from './clock.ts';
import { type Evidence, startEvidence } from './evidence.ts';
import { addLines, type ModelLines } from './lines.ts';
import { type ModelProcess, startProcess, untilStill } from './process.ts';
import { recoverOnce } from './recover.ts';
import { type ModelSignal, makeSignals, type Signals } from './signals.ts';
import type { Stage } from './stage.ts';
import { type Wish, wishOf } from './wish.ts';

/** Everything in one run: the processes, what is told to them, and what came of it. */
export interface World {
  readonly stage: Stage;
  readonly clock: ModelClock;
  readonly lines: ModelLines;
  readonly carrier: Carrier;
  readonly evidence: Evidence;
  readonly signals: Signals;
  readonly wishes: readonly Wish[];
  process(nth: number): ModelProcess;
  readonly processes: readonly ModelProcess[];
  tell(by: number, signal: ModelSignal): void;
  wish(by: number, wish: Wish): void;
  recover(by: number): void;
  passRingLimits(by: number): void;
  /** Of the line with policies. */
  turnKillSwitch(on: boolean): Promise<void>;
  timePasses(ms: number): Promise<void>;
  /** Until nothing goes on by itself; whoever died has begun again. */
  still(): Promise<void>;
  end(): Promise<void>;
}

export async function startWorld(stage: Stage, clock: ModelClock): Promise<World> {
  await stage.clear();
  const lines = await addLines(stage);
  const evidence = startEvidence(stage, clock, lines);
  const carrier = startCarrier(clock, evidence);
  const signals = makeSignals(lines, clock);
  const wishes: Wish[] = [];
  const start = (nth: number) =>
    startProcess(stage, clock, lines, carrier, stage.mortality[nth] ?? 'known-by-lease');
  const processes = await Promise.all(stage.mortality.map((_, nth) => start(nth)));

  const process = (nth: number) => processes[nth % processes.length] as ModelProcess;

  /** Fails of its own accord only by a defect; of a dead process nothing more is heard. */
  function run(what: string, by: number, doing: Promise<unknown>): void {
    const startedAtMs = clock.elapsedMs;
    const { traps } = process(by);
    doing.catch((error: unknown) => {
      const waitedMs = clock.elapsedMs - startedAtMs;
      if (isUnavailable(error) && traps.harmed && waitedMs > longestWaitMs) return;
      evidence.violations.push(`${what} failed: ${error}`);
    });
  }

  async function still(): Promise<void> {
    await untilStill(processes, carrier);
    for (const [nth, one] of processes.entries()) {
      evidence.violations.push(...one.troubles.filter((line) => !isExpected(one, line)));
      if (one.traps.state !== 'dead') continue;
      await one.bury();
      processes[nth] = await start(nth);
    }
  }

  /** Repeated, because a step that goes on may stall at the next point. */
  async function releaseAll(): Promise<void> {
    while (processes.some(({ traps }) => traps.isStalled)) {
      for (const { traps } of processes) traps.release();
      await still();
    }
  }

  return {
    stage,
    clock,
    lines,
    carrier,
    evidence,
    signals,
    wishes,
    processes,
    process,
    tell(by, told) {
      run('a signal', by, receive(process(by), told));
    },
    wish(by, wish) {
      wishes.push(wish);
      const told = wishOf(lines, process(by).deps, wish);
      run(
        'a reject',
        by,
        told.then((answer: RejectAnswer) => {
          wish.answer = answer;
        }),
      );
    },
    recover: (by) => run('recovery', by, recoverOnce(process(by).deps)),
    passRingLimits: (by) => run('ring limits', by, passRingLimits(process(by).deps)),
    async turnKillSwitch(on) {
      evidence.isSwitchedOff = on;
      evidence.wasSwitchedOff ||= on;
      await stage.ask(
        `update lines set perimeter = jsonb_set(perimeter, '{killSwitch}', $1::text::jsonb) where id = $2`,
        [String(on), lines.ids[1] as string],
      );
    },
    async timePasses(ms) {
      await releaseAll();
      clock.forward(ms);
      // The database has a clock of its own, which does not move: so what it measures by it does.
      const back = `- ${ms} * interval '1 millisecond'`;
      await stage.ask(
        `update effects set lease_until = lease_until ${back}, not_before = not_before ${back},
          created_at = created_at ${back}, settled_at = settled_at ${back}`,
      );
      carrier.timePassed();
    },
    still,
    async end() {
      await still();
      for (const one of processes) one.retire();
    },
  };
}

/** What has waited in a stopped process for longer than this is not written any more, and who asked is told to try again. */
const longestWaitMs = 5000;

const isUnavailable = (error: unknown) =>
  error instanceof RequestError && error.code === 'UNAVAILABLE';

/** That a rejection expired, or that what had waited in a stopped process was not written: its lease has ended by then. */
function isExpected({ traps }: ModelProcess, line: string): boolean {
  return (
    line.includes('expired') || (traps.harmed && line.includes('The database does not answer'))
  );
}

async function receive({ deps }: ModelProcess, told: ModelSignal): Promise<void> {
  const line = await deps.lineCache.byId(told.tenantId, told.line);
  if (line === null) throw new Error('the model has lost a line');
  told.received = await receiveCallSignal(deps, line, told.signal);
}
