import { setTimeout as sleep } from 'node:timers/promises';
import type { Courier } from './courier.ts';
import type { Note } from './history.ts';
import type { ProviderLine } from './provider-line.ts';
import type { Random } from './random.ts';
import type { Rejecter } from './rejecter.ts';

/** People who call, and what becomes of their calls. */
export interface Callers {
  /** No new calls; resolves when every story that has begun is over. */
  stop(): Promise<void>;
  readonly rung: readonly { readonly line: ChaosLine; readonly call: string }[];
}

export interface ChaosLine extends ProviderLine {
  /** Our id of the line. */
  readonly id: string;
}

export interface CallersParts {
  readonly lines: readonly ChaosLine[];
  readonly courier: Courier;
  readonly rejecter: Rejecter;
  readonly note: Note;
  readonly random: Random;
  /** Calls a second. */
  readonly rate: number;
}

const fates = [
  ...Array<'reject'>(7).fill('reject'),
  'reject-with-text',
  'reject-with-text',
  'reject-with-text',
  'reject-twice',
  'reject-twice',
  'reject-and-hang-up',
  'reject-and-answer',
  'reject-early',
  'hang-up',
  'hang-up',
  'answer',
  'answer',
  'ring-on',
] as const;
type Fate = (typeof fates)[number];

const underWayLimit = 1000;
/** A call that nobody hears for longer is left alone. */
const unheardPatienceMs = 5000;

export function startCallers(parts: CallersParts): Callers {
  const { random, note } = parts;
  const stories = new Set<Promise<void>>();
  const stopping = new AbortController();
  const rung: { line: ChaosLine; call: string }[] = [];

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(-Math.log(1 - random.next()) * (1000 / parts.rate), stopping.signal);
      if (stopping.signal.aborted || stories.size >= underWayLimit) continue;
      const line = random.pick(parts.lines);
      const fate = random.pick(fates);
      const caller = callerOn(line);
      const call = line.ring(caller);
      rung.push({ line, call });
      note({ is: 'rang', line: line.id, call, fate, caller });
      const story = live(parts, line, call, fate).finally(() => stories.delete(story));
      stories.add(story);
    }
  }

  /** It matters only where policies decide by the number; whoever is not bypassed calls once. */
  function callerOn({ policies }: ChaosLine): string | undefined {
    if (!policies) return undefined;
    if (policies.callers) return random.pick(policies.callers);
    if (policies.bypassed && random.chance(0.3)) return random.pick(policies.bypassed);
    return `55118${String(rung.length).padStart(8, '0')}`;
  }

  const running = run();
  return {
    rung,
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(stories);
    },
  };
}

async function live(parts: CallersParts, line: ChaosLine, call: string, fate: Fate): Promise<void> {
  const { random, rejecter } = parts;
  const patienceMs = line.listening && unheardPatienceMs;
  const reject = (text?: string) => rejecter.reject(line.id, call, { text, patienceMs });
  const soon = (most: number) => sleep(random.between(0, most));
  const known = () =>
    line.listening ? soon(300) : parts.courier.acknowledged(call, 'ringing', 8000);
  switch (fate) {
    case 'reject':
      await known();
      await soon(1500);
      return reject();
    case 'reject-with-text':
      await known();
      await soon(1000);
      return reject(`We are busy. Write to us about ${call}.`);
    case 'reject-twice':
      await known();
      await Promise.all([reject(), soon(30).then(() => reject())]);
      return;
    case 'reject-and-hang-up':
      await known();
      await Promise.all([reject(), soon(80).then(() => line.hangUp(call))]);
      return;
    case 'reject-and-answer':
      await known();
      await Promise.all([reject(), soon(80).then(() => line.answer(call))]);
      return line.hangUp(call);
    case 'reject-early':
      return reject();
    case 'hang-up':
      await soon(4000);
      return line.hangUp(call);
    case 'answer':
      await soon(3000);
      line.answer(call);
      await soon(3000);
      return line.hangUp(call);
    case 'ring-on':
      return;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
