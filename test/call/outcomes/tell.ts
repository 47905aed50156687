import type { Call } from '../../../src/call/call.ts';
import type { Change } from '../../../src/call/lifecycle/change.ts';
import {
  isToBeAsked as isToBeAskedAtLimit,
  passRingLimit,
  passRingLimitAsTold,
} from '../../../src/call/lifecycle/pass-ring-limit.ts';
import { settleHeardEnd } from '../../../src/call/lifecycle/receive-signal.ts';
import { requestReject } from '../../../src/call/lifecycle/request-reject.ts';
import type { OurRequests } from '../../../src/call/rejection.ts';
import { isRinging } from '../../../src/call/status.ts';
import {
  type Asking,
  answer,
  answerLate,
  hear,
  isToBeAsked,
  notAsked,
  ourPartIn,
  partBefore,
} from '../asking.ts';
import {
  commandAt,
  later,
  receivingAt,
  ringingCall,
  ringLimitMs,
  signalOf,
} from '../sample-call.ts';
import { answersOf, type Carrier } from './carriers.ts';
import { lateStoriesOf, type Story, storiesOf, type Told } from './stories.ts';

export const texts = { text: 'You were rejected.', textWhenGone: 'You had gone.' };

/** One thing that changed the record, with what our requests may have done before it. */
export interface Step {
  readonly told: Told | Silence;
  readonly ours: OurRequests;
  readonly before: Call;
  readonly after: Call;
  /** Texts put on their way. */
  readonly texts: readonly string[];
}

/** Until the ring limit, at which a provider may be asked. */
interface Silence {
  readonly is: 'silence';
  readonly says?: string;
}

export interface Outcome {
  readonly story: Story;
  /** What the provider said when it was asked at the ring limit. */
  readonly atLimit: string | undefined;
  readonly call: Call;
  readonly steps: readonly Step[];
  /** What was heard and answered, whether or not it changed anything. */
  readonly said: readonly string[];
  /** A request may have ended the call when the ring limit passed. */
  readonly isAskedAtLimit: boolean;
}

/** Every story begins with it. */
const wished = startWished();

function startWished(): Call {
  const decision = requestReject(ringingCall(), commandAt(later(0), { followUp: texts }));
  if (decision.is !== 'change') throw new Error(decision.is);
  return decision.change.call;
}

/** Of every story. */
export function* outcomesOf(carrier: Carrier): Generator<Outcome> {
  for (const story of storiesOf(carrier)) {
    const outcome = tell(carrier, story);
    yield outcome;
    if (!outcome.isAskedAtLimit) continue;
    for (const word of Object.keys(carrier.atLimit ?? {})) yield tell(carrier, story, word);
  }
  for (const story of lateStoriesOf(carrier)) yield tell(carrier, story);
}

/** Lets a story happen to a call that rings and is to be rejected; then nothing more is told, and the ring's limit passes. */
function tell(carrier: Carrier, story: Story, atLimit?: string): Outcome {
  let call = wished;
  let asking: Asking = { ...notAsked, goneAfterUnknown: carrier.goneAfterUnknown };
  const steps: Step[] = [];
  const said: string[] = [];
  let n = 0;

  function take(told: Step['told'], ours: OurRequests, change: Change | null): void {
    if (change === null || change === undefined) return;
    const before = call;
    call = change.call;
    if (isNothing(change) && isSameEvidence(before, call)) return;
    steps.push({ told, ours, before, after: call, texts: textsOf(change) });
  }

  for (const told of story) {
    const now = later(++n * 100);
    const ours = ourPartIn(asking);
    switch (told.is) {
      case 'request':
        if (!isToBeAsked(call)) break;
        asking = { ...asking, underWay: true };
        break;
      case 'lapse':
        if (!asking.underWay) break;
        asking = { ...asking, underWay: false, isLate: true };
        // The process that takes it over asks only if no end was heard.
        take(told, ours, settleHeardEnd(call, 'may-have-acted', receivingAt(now)));
        break;
      case 'late': {
        if (!asking.isLate) break;
        const went = answerLate(asking, call, now);
        asking = went.asking;
        take(told, ours, went.change);
        break;
      }
      case 'event': {
        const event = carrier.events[told.word];
        if (!event) throw new Error(told.word);
        said.push(told.word);
        const { kind, late: deliveredLate, inferred } = event;
        const signal = signalOf(kind, { deliveredLate, inferred, occurredAt: now });
        take(told, ours, hear(asking, call, signal, now));
        break;
      }
      case 'answer': {
        if (!asking.underWay) break;
        const { open, final } = answersOf(carrier);
        const outcome = open[told.word] ?? final[told.word];
        if (!outcome) throw new Error(told.word);
        said.push(told.word);
        const before = partBefore(asking);
        const went = answer(asking, call, outcome, now);
        asking = went.asking;
        take(told, before, went.change);
      }
    }
  }
  const isAskedAtLimit = isToBeAskedAtLimit(call, ourPartIn(asking));
  const standing = atLimit === undefined ? undefined : carrier.atLimit?.[atLimit];
  if (atLimit !== undefined && standing) {
    said.push(atLimit);
    const asked = passRingLimitAsTold(call, standing, ourPartIn(asking), {
      ...receivingAt(later(ringLimitMs)),
      ringLimitMs,
    });
    take({ is: 'silence', says: atLimit }, ourPartIn(asking), asked);
  }
  if (isRinging(call.status)) {
    const limit = call.ringDeadlineAt ?? later(ringLimitMs);
    take({ is: 'silence' }, ourPartIn(asking), passRingLimit(call, limit, ourPartIn(asking)));
  }
  return { story, atLimit, call, steps, said, isAskedAtLimit };
}

function isNothing({ entries, rejectRetries }: Change): boolean {
  return entries.every(({ kind }) => kind === 'NOTED') && rejectRetries !== 'await-in-flight';
}

/** False if the rejection now rests on a report, which counts when a late answer withdraws it. */
const isSameEvidence = (before: Call, after: Call) =>
  before.rejection?.restsOn?.is === after.rejection?.restsOn?.is;

const textsOf = ({ effects }: Change) =>
  effects.flatMap((effect) => (effect.kind === 'text' ? [effect.request.text] : []));
