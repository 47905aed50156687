import { setTimeout as sleep } from 'node:timers/promises';
import { metricsText } from '../support/metrics.ts';
import { type Audience, openAudience } from './audience.ts';
import { newRing } from './calls.ts';
import { median, type Trial } from './compare.ts';
import type { Side } from './side.ts';
import type { Stage } from './stage.ts';

const sockets = 500;
const timesInRound = { single: 10, burst: 3 };
/** So that one write does not meet what the one before has left to do. */
const apartMs = 40;

const watch = `subscription { callEvents { id cursor previousCursor kind occurredAt recordedAt
  call { id providerCallId status direction revision ringingAt line { id } caller { id } } } }`;

/** From the first of so many writes at once until the last socket has all of them. */
export async function openFanOut(stage: Stage, together: number): Promise<Trial> {
  const { ours, floor, key } = stage;
  const watching = await openAudience(`${ours.url}/graphql`, sockets, { key, query: watch });
  const bare = await openAudience(floor.url, sockets);
  await until(async () => (await subscribersOf(ours)) === sockets);
  await writeOne();
  const broadcast = watching.lastMessage();

  async function writeOne(): Promise<void> {
    const heard = watching.next(1);
    await ours.ask('webhook', newRing());
    await heard;
  }

  async function timeOf(side: Side, audience: Audience): Promise<number> {
    const events = Array.from({ length: together }, () =>
      side === ours ? newRing() : { broadcast },
    );
    await sleep(apartMs);
    const startedAt = performance.now();
    const heard = audience.next(together);
    const written = events.map((event) => side.ask('webhook', event));
    await heard;
    const ms = performance.now() - startedAt;
    await Promise.all(written);
    return ms;
  }

  return {
    async run(side) {
      const audience = side === ours ? watching : bare;
      const times: number[] = [];
      const count = together === 1 ? timesInRound.single : timesInRound.burst;
      while (times.length < count) times.push(await timeOf(side, audience));
      return median(times);
    },
    async close() {
      watching.close();
      bare.close();
      await until(async () => (await subscribersOf(ours)) === 0);
    },
  };
}

async function subscribersOf({ url }: Side): Promise<number> {
  const text = await metricsText(url);
  return Number(/^calls_subscribers (\S+)$/m.exec(text)?.[1]);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
