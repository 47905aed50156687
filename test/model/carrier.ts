import type { LineId } from '../../src/call/ids.ts';
import type { Problem } from '../../src/call/problem.ts';
import type { RejectOutcome, SendOutcome } from '../../src/call/rejection.ts';
import type { ProviderLine } from '../../src/providers/provider.ts';
import type { ModelClock } from './clock.ts';
import type { Decided, Evidence } from './evidence.ts';
import { type ModelProcess, timing } from './process.ts';

/** What the carrier does with a request. The silent ones answer when told, or never within an attempt's time. */
export const moods = [
  'does it',
  'accepts it',
  'promises nothing',
  'has it under way',
  'does it and the answer is lost',
  'does nothing and the answer is lost',
  'refuses',
  'has it no longer',
  'has too many requests',
  'has too many requests for long',
  'is not there',
  'is silent',
  'does it and is silent',
] as const;

export type Mood = (typeof moods)[number];

type Outcome = RejectOutcome | SendOutcome;

/** A request as the carrier saw it. */
export interface CarrierRequest {
  readonly operation: 'reject' | 'text';
  readonly line: LineId;
  /** The call, or the recipient with the text. */
  readonly about: string;
  readonly decided: Decided | undefined;
  readonly process: ModelProcess;
  readonly sentAtMs: number;
  outcome?: Outcome;
  /** When the answer had come to a process that could record it. */
  answeredAtMs?: number;
}

/** A provider of the model's own: it does what it is told to do, and forgets no request. */
export interface Carrier {
  lineFor(line: LineId, process: ModelProcess): ProviderLine;
  /** For the next request. */
  next(mood: Mood): void;
  heal(): void;
  readonly requests: readonly CarrierRequest[];
  readonly silent: number;
  /** The oldest silent request gets its answer. */
  speak(mood: Mood): void;
  /** Those who have waited for as long as an attempt may take give up. */
  timePassed(): void;
  readonly busy: number;
}

export function startCarrier(clock: ModelClock, evidence: Evidence): Carrier {
  const requests: CarrierRequest[] = [];
  const over = new Set<string>();
  let planned: Mood[] = [];
  let held: { request: CarrierRequest; answer: (mood: Mood) => void }[] = [];
  let busy = 0;

  async function take(
    operation: CarrierRequest['operation'],
    line: LineId,
    about: string,
    process: ModelProcess,
  ): Promise<Outcome> {
    const held = operation === 'text' && evidence.whyHeldBack(line, about, requests);
    if (held) evidence.violations.push(`I18: asked to text ${about} ${held}`);
    await process.traps.pass('before the request');
    busy++;
    const decided = await evidence.decidedFor(operation, line, about).finally(() => busy--);
    const sentAtMs = clock.elapsedMs;
    const request: CarrierRequest = { operation, line, about, decided, process, sentAtMs };
    evidence.judgeRequest(request, requests);
    requests.push(request);
    const mood = planned.shift() ?? 'does it';
    const wasOver = over.has(`${line} ${about}`);
    if (mood.startsWith('does it')) over.add(`${line} ${about}`);
    await process.traps.pass('after the provider processed it');
    const outcome = outcomeOf(operation, await spoken(request, mood), wasOver);
    request.outcome = outcome;
    await process.traps.pass('after the answer');
    request.answeredAtMs = clock.elapsedMs;
    return outcome;
  }

  async function spoken(request: CarrierRequest, mood: Mood): Promise<Mood> {
    if (!mood.endsWith('is silent')) return mood;
    return new Promise((resolve) => {
      held.push({ request, answer: resolve });
    });
  }

  return {
    lineFor: (line, process) => ({
      reject: async (call) =>
        (await take('reject', line, call.providerCallId, process)) as RejectOutcome,
      sendText: async (to, text) =>
        (await take('text', line, `${to.callerAtProvider}: ${text}`, process)) as SendOutcome,
    }),
    next: (mood) => planned.push(mood),
    heal() {
      planned = [];
    },
    requests,
    get silent() {
      return held.length;
    },
    speak(mood) {
      held.shift()?.answer(mood);
    },
    timePassed() {
      const isOverdue = ({ request }: { request: CarrierRequest }) =>
        clock.elapsedMs - request.sentAtMs >= timing.attemptTimeoutMs;
      for (const { answer } of held.filter(isOverdue)) answer('is silent');
      held = held.filter((one) => !isOverdue(one));
    },
    get busy() {
      return busy;
    },
  };
}

const problem = (kind: Problem['kind']): Problem => ({ kind, message: `the carrier: ${kind}` });

function outcomeOf(operation: 'reject' | 'text', mood: Mood, wasOver: boolean): Outcome {
  switch (mood) {
    case 'does it':
      if (operation === 'text') return { is: 'sent' };
      return wasOver ? gone : { is: 'done', certainty: 'CONFIRMED' };
    case 'accepts it':
      return operation === 'text' ? { is: 'sent' } : { is: 'done', certainty: 'ACCEPTED' };
    case 'promises nothing':
      return operation === 'text' ? { is: 'sent' } : { is: 'done', certainty: 'BEST_EFFORT' };
    case 'has it under way':
      return operation === 'text' ? { is: 'sent' } : { is: 'under-way' };
    case 'refuses':
      return { is: 'refused', problem: problem('NOT_ALLOWED') };
    case 'has it no longer':
      return operation === 'text' ? { is: 'sent' } : gone;
    case 'has too many requests':
      return { is: 'not-done', problem: problem('RATE_LIMITED'), retryAfterMs: 3000 };
    case 'has too many requests for long':
      return { is: 'not-done', problem: problem('RATE_LIMITED'), retryAfterMs: 60_000 };
    case 'is not there':
      return { is: 'not-done', problem: problem('UNAVAILABLE') };
    case 'does it and the answer is lost':
    case 'does nothing and the answer is lost':
    case 'is silent':
    case 'does it and is silent':
      return { is: 'unknown', problem: problem('NO_ANSWER') };
  }
}

const gone: Outcome = { is: 'already-over', inferred: true, problem: problem('CALL_NOT_FOUND') };
