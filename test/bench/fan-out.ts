import { setTimeout as sleep } from 'node:timers/promises';
import { metricsText } from '../support/metrics.ts';
import { type Audience, openAudience } from './audience.ts';
import { newRing } from './calls.ts';
import type { Found, Goal } from './findings.ts';
import { median } from './numbers.ts';
import type { Options } from './options.ts';
import { finding } from './rounds.ts';
import type { Side } from './side.ts';
import type { Stage } from './stage.ts';

/** Deliveries in one round, so that a round takes about as long with any number of sockets. */
const timesInRound = (sockets: number) => Math.max(2, Math.round(4000 / sockets));
/** So that one write does not meet what the one before has left to do. */
const apartMs = 40;
const inBurst = 10;

const watch = `subscription { callEvents { id cursor previousCursor kind occurredAt recordedAt
  call { id providerCallId status direction revision ringingAt line { id } caller { id } } } }`;

/** From the first of so many writes at once until the last socket has all of them. */
export async function fanOut(stage: Stage, sockets: number, { rounds }: Options): Promise<Found> {
  const { sides, key, guard } = stage;
  const { ours, bare } = sides;
  const watching = await openAudience(guard, ours.url, sockets, { key, query: watch });
  const raw = await openAudience(guard, bare.url, sockets);
  const singles: Pair[] = [];
  const bursts: Pair[] = [];
  try {
    await until(async () => (await subscribersOf(ours)) === sockets);
    await timeOf(ours, watching, 1, newRing);
    const broadcast = watching.lastMessage();
    const pair = async (together: number): Promise<Pair> => {
      const times = together === 1 ? timesInRound(sockets) : 2;
      const all: Pair[] = [];
      while (all.length < times) {
        const oursMs = await timeOf(ours, watching, together, newRing);
        all.push({ ours: oursMs, raw: await timeOf(bare, raw, together, () => ({ broadcast })) });
      }
      return { ours: median(all.map((one) => one.ours)), raw: median(all.map((one) => one.raw)) };
    };
    await pair(1);
    await pair(inBurst);
    for (let round = 0; round < rounds; round++) {
      singles.push(await pair(1));
      bursts.push(await pair(inBurst));
    }
  } finally {
    watching.close();
    raw.close();
  }
  await until(async () => (await subscribersOf(ours)) === 0);
  const [single, burst] = [`fan-out-${sockets}`, `burst-${sockets}`];
  return {
    readings: [...readings(single, singles), ...readings(burst, bursts)],
    findings: [
      finding(lastOf(sockets), ratios(singles)),
      finding(burstTo(sockets), ratios(bursts)),
    ],
  };
}

interface Pair {
  readonly ours: number;
  readonly raw: number;
}

const ratios = (pairs: readonly Pair[]) => pairs.map(({ ours, raw }) => ours / raw);

function readings(measure: string, pairs: readonly Pair[]): Found['readings'] {
  const unit = 'ms';
  return [
    { measure, side: 'ours', unit, median: median(pairs.map(({ ours }) => ours)) },
    { measure, side: 'raw ws', unit, median: median(pairs.map(({ raw }) => raw)) },
  ];
}

const lastOf = (sockets: number): Goal => ({
  what: `last of ${sockets} subscribers ÷ raw \`ws\``,
  ...{ better: 'less', goal: 1.35, stretch: 1 },
});

const burstTo = (sockets: number): Goal => ({
  what: `burst of ${inBurst} to ${sockets} subscribers ÷ raw \`ws\``,
  ...{ better: 'less', goal: 0.5, stretch: 0.25 },
});

async function timeOf(
  side: Side,
  audience: Audience,
  together: number,
  event: () => object,
): Promise<number> {
  await sleep(apartMs);
  const events = Array.from({ length: together }, event);
  let written: Promise<string>[] = [];
  const ms = await audience.next(together, () => {
    written = events.map((one) => side.ask('webhook', one));
  });
  await Promise.all(written);
  return ms;
}

async function subscribersOf({ url }: Side): Promise<number> {
  const text = await metricsText(url);
  return Number(/^calls_subscribers (\S+)$/m.exec(text)?.[1]);
}

const patienceMs = 60_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error('the subscribers did not come or go in time');
    await sleep(20);
  }
}
