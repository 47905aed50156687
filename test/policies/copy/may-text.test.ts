import { describe, expect, it } from 'vitest';
import {
  type LatelyFacts,
  type TextFacts,
  whyHeldBack,
  whyNever,
  whyNotNow,
} from '../../../src/policies/copy/may-text.ts';
import { ago, hour, now } from '../situation.ts';

const rejected: TextFacts = {
  callerIsGroup: false,
  providerRepliesByItself: false,
  fate: 'REJECTED',
  route: 'AVAILABLE',
};
const quiet: LatelyFacts = { now, cooldownMs: hour, textsLately: 0, textsPerMinute: 1 };

const said = (why: ReturnType<typeof whyNever>) => (why ? `${why.reason}: ${why.because}` : 'yes');

describe('whether a caller may be texted', () => {
  const rows: [title: string, change: Partial<TextFacts>, answer: string][] = [
    ['who was rejected', {}, 'yes'],
    ['who waits while everybody is busy', { fate: 'RINGS' }, 'yes'],
    [
      'who rang from a group',
      { callerIsGroup: true },
      'GROUP: the call came from a group, and all its members would read the text',
    ],
    [
      'whom the provider answers by itself',
      { providerRepliesByItself: true },
      'PROVIDER_REPLIES: the provider texts rejected callers itself',
    ],
    [
      'who is back in the queue',
      { fate: 'RETURNED_TO_QUEUE' },
      'STILL_IN_QUEUE: the rejection returns the caller to the queue, where another agent may answer',
    ],
    [
      'on a line that cannot text, without another that does it',
      { route: 'NO_LINE' },
      'CANNOT_TEXT: the line cannot text, and no other line is set as `textVia`',
    ],
    [
      'whose phone number another line would need',
      { route: 'NO_PHONE' },
      'CANNOT_TEXT: the line cannot text, and the phone number that the `textVia` line needs is not known',
    ],
    [
      'whom the provider has not named',
      { route: 'NOBODY' },
      'CANNOT_TEXT: the provider names no caller who can be texted',
    ],
  ];
  it.each(rows)('%s', (_, change, expected) => {
    expect(said(whyNever({ ...rejected, ...change }))).toBe(expected);
  });
});

describe('whether a caller may be texted now', () => {
  const lately = 'TEXTED_LATELY: the caller got a text from this service a short while ago';
  const rows: [title: string, change: Partial<LatelyFacts>, answer: string][] = [
    ['who was never texted', {}, 'yes'],
    ['whose last text was an hour ago', { lastTextedAt: ago(hour) }, 'yes'],
    ['who had a text within the hour', { lastTextedAt: ago(hour - 1) }, lately],
    [
      'on a line that has reached its cap',
      { textsLately: 1 },
      'TEXT_CAP: the line has reached its cap of 1 automatic texts within a minute',
    ],
    [
      'to whom another text may yet go out',
      { textPendingSince: ago(hour - 1) },
      'TEXTED_LATELY: another text to the caller is planned or on its way',
    ],
    ['to whom another text has been going out for an hour', { textPendingSince: ago(hour) }, 'yes'],
    [
      'who had one text and waits for another',
      { lastTextedAt: now, textPendingSince: now },
      lately,
    ],
    ['for whom both speak against it', { textsLately: 1, lastTextedAt: now }, lately],
  ];
  it.each(rows)('%s', (_, change, expected) => {
    expect(said(whyNotNow({ ...quiet, ...change }))).toBe(expected);
  });

  it('is asked once more when it is to be sent, and then the kill switch counts as well', () => {
    const asked = [false, true].flatMap((killSwitch) =>
      [{}, { lastTextedAt: now }, { textsLately: 1 }].map(
        (change) => whyHeldBack({ ...quiet, ...change, killSwitch })?.reason,
      ),
    );
    expect(asked).toEqual([
      ...[undefined, 'TEXTED_LATELY', 'TEXT_CAP'],
      ...['KILL_SWITCH', 'KILL_SWITCH', 'KILL_SWITCH'],
    ]);
  });
});
