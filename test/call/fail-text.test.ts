import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import { newId } from '../../src/call/ids.ts';
import { type FailedText, failText } from '../../src/call/lifecycle/fail-text.ts';
import type { FollowUp } from '../../src/call/rejection.ts';
import { agent, later, provider, ringingCall } from './sample-call.ts';

const sent: FollowUp = { text: 'Hello', state: 'SENT', sentAt: later(0), messageIds: ['msg_1'] };

function callWith(followUp: FollowUp): Call {
  const rejection = {
    id: newId('rej'),
    state: 'CONFIRMED',
    reason: 'DECLINED',
    requestedBy: agent,
    requestedAt: later(0),
    followUp,
  } as const;
  return ringingCall({ status: 'REJECTED', rejection });
}

const report: FailedText = {
  now: later(1000),
  provider,
  textEffectId: newId('eff'),
  messageIds: ['corr_1', 'msg_1'],
  problem: { kind: 'OUTSIDE_TEXT_WINDOW', message: 'Not any more.' },
  hasTemplate: true,
};
const textOf = ({ rejection, notice }: Call) => rejection?.followUp ?? notice;

function failed(call: Call, more: Partial<FailedText> = {}) {
  const { entries, effects, call: after } = failText(call, { ...report, ...more });
  return `${entries.map(({ kind }) => kind)}: ${textOf(after)?.state}, ${effects.length} to send`;
}

describe('a text of which its provider says that it was not delivered', () => {
  const refused = { kind: 'BAD_REQUEST', message: 'No.' } as const;

  it.each<[string, Call, Partial<FailedText>, string]>([
    [
      'for which a template stands in',
      callWith(sent),
      {},
      'FOLLOW_UP_NOT_SENT: SENDING, 1 to send',
    ],
    [
      'without a template',
      callWith(sent),
      { hasTemplate: false },
      'FOLLOW_UP_NOT_SENT: NOT_SENT, 0 to send',
    ],
    [
      'that a template would not help',
      callWith(sent),
      { problem: refused },
      'FOLLOW_UP_NOT_SENT: NOT_SENT, 0 to send',
    ],
    [
      'that is told long after',
      callWith(sent),
      { now: later(301_000) },
      'FOLLOW_UP_NOT_SENT: NOT_SENT, 0 to send',
    ],
    [
      'that was a template already',
      callWith({ ...sent, asTemplate: true }),
      {},
      'FOLLOW_UP_NOT_SENT: NOT_SENT, 0 to send',
    ],
    ['that is another text', callWith(sent), { messageIds: ['msg_2'] }, 'NOTED: SENT, 0 to send'],
    [
      'that was given up',
      callWith({ ...sent, state: 'NOT_SENT' }),
      {},
      'NOTED: NOT_SENT, 0 to send',
    ],
    [
      'of an earlier release, whose template may have been sent',
      callWith({ ...sent, state: 'UNKNOWN', asTemplate: true, mayBeSentAt: later(0) }),
      {},
      'NOTED: UNKNOWN, 0 to send',
    ],
    [
      'to a caller who was let ring',
      ringingCall({ notice: sent }),
      { hasTemplate: false },
      'NOTICE_NOT_SENT: NOT_SENT, 0 to send',
    ],
  ])('%s', (_what, call, more, picture) => {
    expect(failed(call, more)).toBe(picture);
  });

  it.each(['follow-up', 'notice'])('leaves its ids to no template: %s', (purpose) => {
    const call = purpose === 'notice' ? ringingCall({ notice: sent }) : callWith(sent);
    const template = textOf(failText(call, report).call);
    expect(template).toEqual({ text: 'Hello', state: 'SENDING', asTemplate: true });
  });
});
