import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import type { Change } from '../../src/call/lifecycle/change.ts';
import { passRingLimit } from '../../src/call/lifecycle/pass-ring-limit.ts';
import { receiveSignal } from '../../src/call/lifecycle/receive-signal.ts';
import { requestReject } from '../../src/call/lifecycle/request-reject.ts';
import { giveUpReject, settleReject } from '../../src/call/lifecycle/settle-reject.ts';
import type { FinalOutcome, OurRequests, TextPlan } from '../../src/call/rejection.ts';
import type { SignalKind } from '../../src/call/signal.ts';
import { happenings } from './arbitrary.ts';
import {
  commandAt,
  later,
  receivingAt,
  ringingCall,
  ringLimitMs,
  signalOf,
  start,
} from './sample-call.ts';
import { live } from './world.ts';

const noCopy = { reason: 'NO_COPY', because: 'no copy is written' } as const;
const texts = {
  'a client’s': { text: 'Bye.' },
  both: { text: 'Bye.', textWhenGone: 'Missed you.' },
  'for the gone': { noText: noCopy, textWhenGone: 'Missed you.' },
  'for the rejected': { text: 'Bye.', noTextWhenGone: noCopy },
  none: { noText: noCopy, noTextWhenGone: noCopy },
} satisfies Record<string, TextPlan>;

const problem = { kind: 'NO_ANSWER', message: 'no answer' } as const;

/** What becomes of a rejection, and when. */
const endings = {
  'the provider says yes': ({ call }: Change) => answered(call, done),
  'the provider refuses': ({ call }: Change) => answered(call, { is: 'refused', problem }),
  'nobody may ask again in time': ({ call }: Change) =>
    giveUpReject(call, 'no-effect', { now: start, last: problem }),
  'the caller hangs up': ({ call }: Change) => told(call, hungUp),
  'it ends, nobody knows how': ({ call }: Change) =>
    answered(call, { is: 'already-over', inferred: true, problem }),
  'it ends unknown, then the caller had hung up': ({ call }: Change) =>
    told(answered(call, gone)?.call, hungUp),
  'it ends unknown, and a minute later they had hung up': ({ call }: Change) =>
    told(answered(call, gone)?.call, hungUp, 60_001),
  'somebody answers': ({ call }: Change) => told(call, { is: 'answered' }),
  'it is completed, so somebody had answered': ({ call }: Change) =>
    told(call, { is: 'ended', because: 'COMPLETED' }),
  'it goes back to its queue': ({ call }: Change) =>
    told(call, { is: 'released' }, 0, 'may-have-acted'),
  'the ring limit passes': ({ call }: Change) =>
    passRingLimit(call, later(ringLimitMs), 'may-have-acted'),
  'the ring limit passes, then the provider says that it was rejected': ({ call }: Change) =>
    told(
      passRingLimit(call, later(ringLimitMs), 'may-have-acted')?.call,
      { is: 'rejected' },
      ringLimitMs,
      'may-have-acted',
    ),
} satisfies Record<string, (rejecting: Change) => Change | null>;

const done: FinalOutcome = { is: 'done', certainty: 'ACCEPTED' };
const gone: FinalOutcome = { is: 'already-over', inferred: true, problem };
const hungUp: SignalKind = { is: 'missed', because: 'CALLER_HUNG_UP' };

function answered(call: Call, outcome: FinalOutcome): Change | null {
  return settleReject(call, outcome, 'no-effect', {
    ...receivingAt(start),
    goneAfterUnknown: 'ACCEPTED',
  });
}

function told(
  call: Call | undefined,
  kind: SignalKind,
  afterMs = 0,
  ours: OurRequests = 'no-effect',
): Change | null {
  return call ? receiveSignal(call, signalOf(kind), ours, receivingAt(later(afterMs))) : null;
}

function wished(followUp: TextPlan): Change {
  const decision = requestReject(ringingCall(), commandAt(start, { followUp }));
  if (decision.is !== 'change') throw new Error(`not requested: ${decision.is}`);
  return decision.change;
}

function outcomeOf(text: keyof typeof texts, ending: keyof typeof endings): string {
  const change = endings[ending](wished(texts[text]));
  const { state, text: words, notSent } = change?.call.rejection?.followUp ?? {};
  const isSent = change?.effects.some(({ kind }) => kind === 'text');
  return isSent && state === 'SENDING' ? `sends “${words}”` : `${state} ${notSent?.reason}`;
}

describe('the text of a rejection', () => {
  const bye = 'sends “Bye.”';
  const missed = 'sends “Missed you.”';
  const unknown = 'NOT_SENT END_UNKNOWN';
  const none = 'NOT_SENT NO_COPY';
  type Row = [
    ending: keyof typeof endings,
    client: string,
    both: string,
    forGone: string,
    forRejected: string,
  ];
  const table: Row[] = [
    ['the provider says yes', bye, bye, none, bye],
    ['the provider refuses', ...four('NOT_SENT NOT_REJECTED')],
    ['nobody may ask again in time', ...four('NOT_SENT NOT_REJECTED')],
    ['the caller hangs up', 'NOT_SENT CALLER_GONE', missed, missed, none],
    ['it ends, nobody knows how', ...four(unknown)],
    [
      ...(['it ends unknown, then the caller had hung up', 'NOT_SENT CALLER_GONE'] as const),
      ...([missed, missed, none] as const),
    ],
    ['it ends unknown, and a minute later they had hung up', ...four(unknown)],
    ['somebody answers', ...four('NOT_SENT ANSWERED')],
    ['it is completed, so somebody had answered', ...four('NOT_SENT ANSWERED')],
    ['it goes back to its queue', ...four('NOT_SENT STILL_IN_QUEUE')],
    ['the ring limit passes', ...four(unknown)],
    ['the ring limit passes, then the provider says that it was rejected', bye, bye, none, bye],
  ];
  it.each(table)('when %s', (ending, ...expected) => {
    const wishes = ['a client’s', 'both', 'for the gone', 'for the rejected'] as const;
    expect(wishes.map((text) => outcomeOf(text, ending))).toEqual(expected);
    expect(outcomeOf('none', ending)).toBe(none);
  });

  function four(each: string): [string, string, string, string] {
    return [each, each, each, each];
  }

  it('that is none is told together with the wish', () => {
    const { entries } = wished(texts.none);
    expect(entries.map(({ kind, cause }) => `${kind}: ${cause}`)).toEqual([
      'REJECT_REQUESTED: DECLINED',
      'FOLLOW_UP_NOT_SENT: no copy is written',
    ]);
  });
});

describe('whatever happens to a call, its text', () => {
  const anyText = fc.constantFrom<TextPlan>(...Object.values(texts));
  const story = fc.tuple(fc.array(anyText, { minLength: 20, maxLength: 20 }), happenings);

  const always = (holds: (lived: ReturnType<typeof live>) => void) => {
    const property = fc.property(story, ([wishes, list]) =>
      holds(
        live(list.map((one, n) => (one.is === 'reject' ? { ...one, followUp: wishes[n] } : one))),
      ),
    );
    fc.assert(property, { numRuns: 2000 });
  };

  it('has a reason exactly when it is not sent', () => {
    always(({ steps }) => {
      for (const { call } of steps.flatMap(({ change }) => change.entries)) {
        const followUp = call.rejection?.followUp;
        if (followUp) expect(followUp.state === 'NOT_SENT').toBe(followUp.notSent !== undefined);
      }
    });
  });

  it('never comes to nothing without an entry, and to one entry for each reason', () => {
    always(({ steps }) => {
      for (const { change } of steps) {
        const { before, call, entries } = change;
        const isSameWish = before?.rejection?.id === call.rejection?.id;
        const reasonBefore = isSameWish ? before?.rejection?.followUp?.notSent?.reason : undefined;
        const reason = call.rejection?.followUp?.notSent?.reason;
        const isNews = reason !== undefined && reason !== reasonBefore;
        const isUnknown = entries.some(
          (entry) => entry.call.rejection?.followUp?.state === 'UNKNOWN',
        );
        const told = entries.filter(({ kind }) => kind === 'FOLLOW_UP_NOT_SENT');
        if (!isUnknown) expect(told.length).toBe(isNews ? 1 : 0);
      }
    });
  });

  it('leaves at most once for a rejection, with words, and never to somebody who was answered', () => {
    always(({ steps }) => {
      const left = steps.flatMap(({ change }) =>
        change.effects.flatMap((effect) => (effect.kind === 'text' ? [{ change, effect }] : [])),
      );
      for (const { change, effect } of left) {
        expect(effect.request.text).toMatch(/./);
        expect(['ANSWERED', 'RINGING', 'REDIRECTED']).not.toContain(change.call.status);
      }
      const rejections = left.map(({ change }) => change.call.rejection?.id);
      expect(new Set(rejections).size).toBe(rejections.length);
    });
  });
});
