import { ringLimitMs } from './lines.ts';
import type { World } from './world.ts';

interface OpenRejection {
  readonly call: string;
  readonly rejection: string;
}

/**
 * The faults stop: nobody dies any more, the carrier does what it is asked, and whatever was not acknowledged
 * is told again. Then all that can still be done has to be done while it rings, and all has an end afterwards.
 */
export async function quieten(world: World): Promise<void> {
  world.carrier.heal();
  for (const one of world.processes) one.traps.thaw();
  await world.still();
  for (const signal of world.signals.all) {
    if (signal.received === undefined) world.tell(0, signal);
    await world.still();
  }
  const open = await stillToDo(world);
  await recover(world);
  for (const { call, rejection } of await lostAmong(world, open)) {
    world.evidence.violations.push(`I2: rejection ${rejection} of ${call} was lost while it rang`);
  }
  await world.timePasses(ringLimitMs);
  await recover(world);
  world.passRingLimits(0);
  await world.still();
}

const withinMs = 13_000;

/** One process after the other looks, a second apart, until nothing is left to be done or `withinMs` have passed. */
async function recover(world: World): Promise<void> {
  for (let round = 0; round * 1000 <= withinMs; round++) {
    world.recover(round);
    await world.still();
    const [left] = await world.stage.ask(`select 1 from effects where state <> 'SETTLED' limit 1`);
    if (left === undefined) return;
    await world.timePasses(1000);
  }
}

/** Rejections that can be done before the ring's end: no lease takes longer, and their lines were not asked to wait as long. */
function stillToDo(world: World): Promise<OpenRejection[]> {
  const until = new Date(world.clock.now().getTime() + withinMs).toISOString();
  return world.stage.ask(
    `select id as call, rejection->>'id' as rejection from calls
     where status = 'REJECTING' and rejection->>'state' = 'SENDING' and ring_deadline_at > $1::text::timestamptz
       and line_id not in (select jsonb_array_elements_text($2::text::jsonb))`,
    [until, JSON.stringify(linesAskedToWait(world))],
  );
}

function linesAskedToWait({ carrier, clock }: World): string[] {
  const longer = carrier.requests.filter(({ outcome, answeredAtMs = 0 }) => {
    const waitMs = outcome?.is === 'not-done' ? (outcome.retryAfterMs ?? 0) : 0;
    return answeredAtMs + waitMs >= clock.elapsedMs + withinMs;
  });
  return longer.map(({ line }) => line);
}

function lostAmong(world: World, open: readonly OpenRejection[]): Promise<OpenRejection[]> {
  return world.stage.ask(
    `select id as call, rejection->>'id' as rejection from calls
     where rejection->>'state' in ('SENDING', 'EXPIRED')
       and rejection->>'id' in (select jsonb_array_elements_text($1::text::jsonb))`,
    [JSON.stringify(open.map(({ rejection }) => rejection))],
  );
}
