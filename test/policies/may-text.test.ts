import { describe, expect, it } from 'vitest';
import { mayText, type TextFacts } from '../../src/policies/copy/may-text.ts';
import { ago, hour, now } from './situation.ts';

const rejected: TextFacts = {
  now,
  killSwitch: false,
  callerIsGroup: false,
  providerRepliesByItself: false,
  fate: 'REJECTED',
  alreadyTexted: false,
  cooldownMs: hour,
  copyKey: 'quiet-hours',
};

function answer(change: Partial<TextFacts>): string {
  const may = mayText({ ...rejected, ...change });
  return may.is === 'yes' ? `text ${may.copyKey}` : `${may.reason}: ${may.because}`;
}

describe('whether a caller may be texted', () => {
  const rows: [title: string, change: Partial<TextFacts>, answer: string][] = [
    ['who was rejected', {}, 'text quiet-hours'],
    [
      'who waits while everybody is busy',
      { fate: 'RINGS', copyKey: 'everybody-busy' },
      'text everybody-busy',
    ],
    ['whose last text was an hour ago', { lastTextedAt: ago(hour) }, 'text quiet-hours'],
    [
      'who had a text within the hour',
      { lastTextedAt: ago(hour - 1) },
      'TEXTED_LATELY: the caller had a text from us a short while ago',
    ],
    [
      'who has had the text of this call',
      { alreadyTexted: true },
      'ALREADY_TEXTED: the caller has had a text for this call',
    ],
    [
      'who rang from a group',
      { callerIsGroup: true },
      'GROUP: the call came from a group, and everybody in it would read the text',
    ],
    [
      'whom the provider answers by itself',
      { providerRepliesByItself: true },
      'PROVIDER_REPLIES: the provider answers rejected callers by itself',
    ],
    [
      'who is back in the queue',
      { fate: 'RETURNED_TO_QUEUE' },
      'STILL_IN_QUEUE: the caller is back in the queue and still being served',
    ],
    [
      'on a line with its kill switch on',
      { killSwitch: true },
      "KILL_SWITCH: the line's kill switch is on",
    ],
  ];
  it.each(rows)('%s', (_, change, expected) => {
    expect(answer(change)).toBe(expected);
  });

  it('names the reason that no waiting would change before the cooldown', () => {
    expect(answer({ callerIsGroup: true, lastTextedAt: now })).toMatch(/^GROUP/);
  });
});
