import { describe, expect, it } from 'vitest';
import { checkCopy } from '../../../src/policies/copy/check-copy.ts';
import { neverCloses, opensNext } from '../../../src/policies/opens-next.ts';
import { now } from '../situation.ts';
import { only, variant } from './copy-sample.ts';

const busy = only('BUSY', { en: 'Busy.' });
const copies = (...all: unknown[]) => ({ fallbackLocale: 'en', copies: all });
const presence = { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' };
const opens = only('quiet-hours', { en: 'Back {nextOpening}.', de: 'Wir sind bald zurück.' });

describe('policies and copy together', () => {
  const rows: [title: string, policies: unknown, copy: unknown, problems: object][] = [
    [
      'that name copy which nobody has written',
      [
        { blockedCaller: {} },
        { alreadyInACall: { capacity: 1 }, copyKey: 'later' },
        { presence: { ...presence, busyCopyKey: 'queue' }, copyKey: 'BUSY' },
      ],
      copies(busy),
      {
        'policies[1].copyKey': 'names the copy "later", which is not written; written are: BUSY',
        'policies[2].presence.busyCopyKey':
          'names the copy "queue", which is not written; written are: BUSY',
      },
    ],
    [
      'that text callers without any words for it',
      [{ presence }],
      undefined,
      {
        'policies[0].presence.whenBusy':
          'is RING_AND_TEXT, and the text is not written: write the copy "everybody-busy", or name another as `busyCopyKey`',
      },
    ],
    [
      'whose copy nothing asks for: what was meant, where that can be told',
      [{ blockedCaller: {}, copyKey: 'mine' }],
      copies(
        only('quietHours', { en: 'Closed.' }),
        only('busy', { en: 'Busy.' }),
        only('caller_gone', { en: 'Gone.' }),
        only('nobody-onlin', { en: 'Nobody.' }),
        only('presence', { en: 'Nobody.' }),
        only('Mine', { en: 'Mine.' }),
        only('mine', { en: 'Mine.' }),
      ),
      {
        'copy.copies[0].key': '"quietHours" is not used by any policy: did you mean "quiet-hours"?',
        'copy.copies[1].key': '"busy" is not used by any policy: did you mean "BUSY"?',
        'copy.copies[2].key':
          '"caller_gone" is not used by any policy: did you mean "caller-gone"?',
        'copy.copies[3].key':
          '"nobody-onlin" is not used by any policy: did you mean "nobody-online"?',
        'copy.copies[4].key':
          '"presence" is not used by any policy: name it as the `copyKey` of a policy, or take one of blocked-caller, vip-perimeter, quiet-hours, frequency-throttle, conversation-first, safety-valve, already-in-a-call, anonymous-caller, nobody-online, everybody-busy, caller-gone, DECLINED, BUSY, UNWANTED',
        'copy.copies[5].key': '"Mine" is not used by any policy: did you mean "mine"?',
      },
    ],
    [
      'in letters beyond U+FFFF: what was meant, and nothing where nothing is near',
      [{ copyKey: '𞤀𞤣𞤤𞤢𞤥' }, { copyKey: '𞤀𞤣' }],
      copies(
        only('𞤀𞤣𞤤𞤢𞤥', { en: 'Closed.' }),
        only('𞤀𞤣', { en: 'Closed.' }),
        only('𞤀𞤣𞤤𞤢', { en: 'Closed.' }),
        only('𞤀𞤥', { en: 'Closed.' }),
        only('holiday', { en: 'Closed.' }),
      ),
      {
        'copy.copies[2].key': '"𞤀𞤣𞤤𞤢" is not used by any policy: did you mean "𞤀𞤣𞤤𞤢𞤥"?',
        'copy.copies[3].key': expect.stringContaining('name it as the `copyKey`'),
        'copy.copies[4].key': expect.stringContaining('name it as the `copyKey`'),
      },
    ],
    ['that fit', [{ presence, copyKey: 'mine' }], fitting(), {}],
    ['that are none, or not what they should be', 'none', { copies: [null, 7, { key: 1 }] }, {}],
  ];
  it.each(rows)('%s', (_, policies, copy, problems) => {
    const found = checkCopy(policies, copy, 'open-now');
    expect(Object.fromEntries(found.map(({ path, message }) => [path, message]))).toEqual(problems);
  });

  it('that tell an opening which never comes are refused at each text', () => {
    const two = { key: 'BUSY', variants: [variant('A', 1, { en: 'No.' }), ...twice()] };
    const found = (['no-hours', 'never', 'never-closes', 'open-now', 'opens-at'] as const).map(
      (opening) =>
        checkCopy([], copies(opens, two), opening).map(({ path, message }) => `${path} ${message}`),
    );
    const say = (why: string) => [
      `copy.copies[0].variants[0].texts[0].text {nextOpening} can never be filled in, so no text would be sent: ${why}`,
      `copy.copies[1].variants[1].texts[0].text {nextOpening} can never be filled in, so no text would be sent: ${why}`,
    ];
    expect(found).toEqual([
      say('no policy of the line has opening hours (`quietHours`)'),
      say('the line never opens within a year'),
      say('the line never closes'),
      [],
      [],
    ]);
  });
});

describe('an opening in a copy for those who ring while everybody is busy', () => {
  const hours = { quietHours: { open: [{ days: ['MONDAY'], from: '09:00', to: '17:00' }] } };
  const busyCopy = (key: string) => copies(only(key, { en: 'Busy, back {nextOpening}.' }));
  const observed = { ...hours, mode: 'OBSERVE' };
  const whenBusy = (answer: string, busyCopyKey?: string) => ({
    presence: { whenBusy: answer, whenUnknown: 'RING', busyCopyKey },
  });
  const rows: [title: string, policies: object[], key: string, problems: number][] = [
    ['is refused where the line keeps hours', [hours, { presence }], 'everybody-busy', 1],
    ['wherever the hours stand', [{ presence }, hours], 'everybody-busy', 1],
    ['also by another key', [hours, whenBusy('RING_AND_TEXT', 'queue')], 'queue', 1],
    ['not where the hours only observe', [observed, { presence }], 'everybody-busy', 0],
    [
      'not where some who are busy are rejected',
      [hours, { presence }, whenBusy('REJECT')],
      'everybody-busy',
      0,
    ],
    [
      'not where another policy takes the same copy',
      [hours, whenBusy('RING_AND_TEXT', 'queue'), { blockedCaller: true, copyKey: 'queue' }],
      'queue',
      0,
    ],
    [
      'not where it is the copy of the hours',
      [hours, whenBusy('RING_AND_TEXT', 'quiet-hours')],
      'quiet-hours',
      0,
    ],
  ];
  it.each(rows)('%s', (_, policies, key, problems) => {
    const why =
      '{nextOpening} can never be filled in, so no text would be sent: it is for callers who ring while the line is open (`quietHours`)';
    const found = checkCopy(policies, busyCopy(key), 'open-now');
    expect(found.map(({ message }) => message)).toEqual(Array(problems).fill(why));
  });
});

function fitting() {
  return copies(
    only('everybody-busy', { en: 'Busy.' }),
    only('mine', { en: 'Mine.' }),
    only('caller-gone', { en: 'Gone.' }),
  );
}

function twice() {
  return [variant('B', 1, { en: 'Back {nextOpening} to {lineName}.' })];
}

describe('the next opening of a line', () => {
  const monday = (from: string, to: string) => ({
    hours: { open: [{ days: ['MONDAY' as const], from, to }], holidays: [] },
  });
  const never = { hours: { open: [], holidays: [] }, mode: 'ENFORCE' } as const;
  const rows: [title: string, hours: Parameters<typeof opensNext>[0], opening: object][] = [
    ['is not known without hours', [], { is: 'no-hours' }],
    ['never comes where nothing is open', [never], { is: 'never' }],
    [
      'never comes where two hours have nothing in common',
      [
        { ...monday('08:00', '10:00'), mode: 'ENFORCE' },
        { ...monday('10:00', '12:00'), mode: 'ENFORCE' },
      ],
      { is: 'never' },
    ],
    [
      'is not ahead while it is open',
      [{ ...monday('08:00', '12:00'), mode: 'ENFORCE' }],
      { is: 'open-now' },
    ],
    [
      'is when all let it ring',
      [
        { ...monday('08:00', '20:00'), mode: 'ENFORCE' },
        { ...monday('12:00', '13:00'), mode: 'ENFORCE' },
      ],
      { is: 'opens-at', at: new Date('2026-01-12T12:00:00Z') },
    ],
    [
      'goes by hours that are only observed where none are enforced',
      [{ ...monday('11:00', '20:00'), mode: 'OBSERVE' }],
      { is: 'opens-at', at: new Date('2026-01-12T11:00:00Z') },
    ],
    [
      'does not, where some are enforced',
      [
        { ...never, mode: 'OBSERVE' },
        { ...monday('12:00', '20:00'), mode: 'ENFORCE' },
      ],
      { is: 'opens-at', at: new Date('2026-01-12T12:00:00Z') },
    ],
  ];
  it.each(rows)('%s', (_, hours, opening) => {
    expect(opensNext(hours, now, 'UTC')).toEqual(opening);
  });
});

describe('a line that never closes', () => {
  const everyDay = [
    ...(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const),
    'SUNDAY' as const,
  ];
  const daily = (from: string, to: string) => ({ days: everyDay, from, to });
  const allDay = [daily('00:00', '24:00')];
  const on = (date: string, ...open: { from: string; to: string }[]) => [{ date, open }];
  const rows: [title: string, open: typeof allDay, holidays: ReturnType<typeof on>, is: boolean][] =
    [
      ['is open all day on every day', allDay, [], true],
      ['or in two halves', [daily('00:00', '12:00'), daily('12:00', '00:00')], [], true],
      ['or by nights and days', [daily('22:00', '06:00'), daily('06:00', '22:00')], [], true],
      ['but not with a gap of a minute', [daily('00:00', '23:59')], [], false],
      [
        'nor with a day off',
        [{ ...daily('00:00', '24:00'), days: ['MONDAY'] as never }],
        [],
        false,
      ],
      ['nor with a holiday ahead', allDay, on('2026-12-25'), false],
      ['but with one behind', allDay, on('2025-12-25'), true],
      ['and with one that is open', allDay, on('2026-12-25', { from: '00:00', to: '24:00' }), true],
    ];
  it.each(rows)('%s', (_, open, holidays, is) => {
    expect(neverCloses([{ mode: 'ENFORCE', hours: { open, holidays } }], now, 'UTC')).toBe(is);
  });

  it('has hours', () => {
    expect(neverCloses([], now, 'UTC')).toBe(false);
  });
});
