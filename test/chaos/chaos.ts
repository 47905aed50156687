import { setTimeout as sleep } from 'node:timers/promises';
import { startCallers } from './callers.ts';
import { check } from './checker.ts';
import { startCourier } from './courier.ts';
import { dump } from './dump.ts';
import { planFaults } from './fault-plan.ts';
import { type History, openHistory, readHistory } from './history.ts';
import { injectFaults } from './inject.ts';
import { startKillSwitches } from './kill-switches.ts';
import { type Options, readOptions } from './options.ts';
import { createRandom, type Random } from './random.ts';
import { createRejecter } from './rejecter.ts';
import { printReport } from './report.ts';
import { openStage, ringLimitMs, type Stage } from './stage.ts';
import { waitForEars, waitForSteadiness } from './steady.ts';
import { type Subscriber, startSubscriber } from './subscriber.ts';

const graceMs = 120_000;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const { seed, seconds, kills, rate, replicas, providerFaults, clockSkewMs, out } = options;
  console.log(
    `chaos --seed ${seed} --seconds ${seconds} --kills ${kills} --rate ${rate} --replicas ${replicas}` +
      ` --provider-faults ${providerFaults * 100} --clock-skew ${clockSkewMs / 1000}\nhistories in ${out}`,
  );
  // Whatever hangs, it ends; the guard and the server's supervisor see to the children.
  setTimeout(() => fail('It did not end in time.'), seconds * 1000 + graceMs).unref();
  const random = createRandom(seed);
  const history = openHistory(out);
  const stage = await openStage(options, history, random);
  try {
    await run(options, stage, history, random);
  } finally {
    await stage.close();
    await history.close();
  }
  const verdict = check(await readHistory(out));
  printReport(verdict);
  return verdict.violations.length === 0 ? 0 : 1;
}

async function run(
  options: Options,
  stage: Stage,
  history: History,
  random: Random,
): Promise<void> {
  const { replicas, server, sql, lines, key, tenantKey } = stage;
  const driver = history.file('driver');
  const provider = history.file('provider');
  const courier = await startCourier({
    replicas,
    note: driver,
    random: random.fork('courier'),
    ringLimitMs,
  });
  for (const line of lines) {
    if (line.webhookPath !== undefined) {
      courier.serve(line.id, line.webhookPath, line.readWebhook);
      line.tell(courier.urlOf(line.id));
    }
    line.gate.goWrong(options.providerFaults);
  }
  const subscribers = startSubscribers(stage, history, random);
  const rejecter = createRejecter({ replicas, key, note: driver, random: random.fork('rejecter') });
  const calling = { lines, courier, rejecter, note: driver, random: random.fork('callers') };
  const callers = startCallers({ ...calling, rate: options.rate });

  const switches = startKillSwitches({
    lines: lines.flatMap(({ id, policies }) => (policies?.holds ? [id] : [])),
    ...{ replicas, tenantKey, note: driver, random: random.fork('switches') },
  });

  const faults = history.file('faults');
  const over = new AbortController();
  const plan = planFaults(options, random.fork('faults'));
  const injecting = injectFaults(
    { replicas, server, sql, note: faults, signal: over.signal },
    plan,
  );
  await Promise.race([sleep(options.seconds * 1000), failing(injecting)]);
  over.abort();
  await injecting;

  for (const line of lines) line.gate.goWrong(0);
  await switches.stop();
  for (const subscriber of subscribers) subscriber.settle();
  courier.hurry();
  const stoppedAt = Date.now();
  faults({ is: 'faults-stopped' });
  let stories = 1;
  const told = callers.stop().then(() => {
    stories = 0;
  });
  const waiting = () => stories + courier.pending;
  faults(await waitForSteadiness({ sql, replicas, subscribers, waiting }, stoppedAt));
  await told;
  await waitForEars(sql, callers.rung);
  await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
  await courier.close();
  for (const replica of replicas) replica.proxy.calm();
  for (const { line, call } of callers.rung) {
    provider({ is: 'truth', line: line.id, call, status: line.truth(call) });
  }
  await dump(sql, history.file('dump'));
}

/** Rejects when it rejects, and never resolves. */
async function failing(work: Promise<void>): Promise<never> {
  await work;
  return new Promise(() => {});
}

function startSubscribers(stage: Stage, history: History, random: Random): Subscriber[] {
  const { replicas, lines, key } = stage;
  const [first, second] = lines.map(({ id }) => id);
  const wishes = [
    { name: 'all', transport: 'socket', filter: {} },
    { name: 'all-server-sent', transport: 'server-sent', filter: {} },
    { name: 'one-line', transport: 'socket', filter: { lineIds: [first ?? ''] } },
    {
      name: 'two-lines',
      transport: 'server-sent',
      filter: { lineIds: [first ?? '', second ?? ''] },
    },
    {
      name: 'rejections',
      transport: 'socket',
      filter: { kinds: ['REJECT_REQUESTED', 'REJECTED', 'REJECT_CONFIRMED', 'FOLLOW_UP_SENT'] },
    },
  ] as const;
  const note = history.file('subscribers');
  return wishes.map((wish) =>
    startSubscriber({ ...wish, replicas, key, note, random: random.fork(wish.name) }),
  );
}

function fail(why: string): void {
  console.error(why);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => fail(signal));
// The driver of the database may go on trying to reach a server that is gone.
process.exit(await main());
