import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallerId } from '../../../src/call/ids.ts';
import { assignVariant } from '../../../src/policies/copy/assign-variant.ts';
import type { CallerOfCopy } from '../../../src/policies/copy/choose-locale.ts';
import type { Copy } from '../../../src/policies/copy/copy-set.ts';
import { renderCopy } from '../../../src/policies/copy/render-copy.ts';
import { sayOpening } from '../../../src/policies/copy/say-opening.ts';
import { copyOf, occasion, only, variant } from './copy-sample.ts';

const ada = 'clr_ada' as CallerId;

function textFor(set: ReturnType<typeof copyOf>, change: Parameters<typeof occasion>[0] = {}) {
  const rendered = renderCopy(set, occasion(change));
  return rendered.is === 'text' ? rendered.text : `nothing: ${rendered.why.because}`;
}

describe('the text for a caller', () => {
  it('says when the line opens, by the line’s clock', () => {
    const set = copyOf(
      only('quiet-hours', {
        en: 'Greetings! Our {lineName} office is closed. We will be back online {nextOpening}.',
      }),
    );
    expect(renderCopy(set, occasion())).toEqual({
      is: 'text',
      text: 'Greetings! Our London office is closed. We will be back online Monday at 09:00 GMT.',
      copyKey: 'quiet-hours',
      variant: 'A',
      locale: 'en',
    });
  });

  it('leads on with a link', () => {
    const set = copyOf(only('vip-perimeter', { en: 'Continue here, or upgrade: {link:upgrade}' }));
    expect(textFor(set, { copyKey: 'vip-perimeter' })).toBe(
      'Continue here, or upgrade: https://example.com/upgrade?from=call',
    );
  });

  it('is the copy that the policy names, or else the one for its reason', () => {
    const set = copyOf(only('BUSY', { en: 'Busy.' }), only('sorry', { en: 'Sorry.' }));
    const asked = [
      { copyKey: 'sorry', reason: 'BUSY' },
      { copyKey: 'quiet-hours', reason: 'BUSY' },
      { copyKey: 'quiet-hours', reason: 'DECLINED' },
    ] as const;
    expect(asked.map((change) => textFor(set, change))).toEqual([
      'Sorry.',
      'Busy.',
      'nothing: no copy "quiet-hours" or "DECLINED" is written',
    ]);
  });

  it('is its own for a caller who was gone, or none', () => {
    const change = { copyKey: 'caller-gone', reason: 'BUSY' } as const;
    const busy = only('BUSY', { en: 'Busy.' });
    expect([
      textFor(copyOf(busy), change),
      textFor(copyOf(busy, only('caller-gone', { en: 'We missed you.' })), change),
    ]).toEqual(['nothing: no copy "caller-gone" is written', 'We missed you.']);
  });

  it('is none when it would say when a line opens that never does', () => {
    const set = copyOf(only('quiet-hours', { en: 'Back {nextOpening}.' }));
    expect(textFor(set, { nextOpening: null })).toBe(
      'nothing: the copy "quiet-hours" tells when the line opens, and no next opening is known',
    );
    expect(textFor(set, { nextOpening: null, isOpen: true })).toBe(
      'nothing: the copy "quiet-hours" tells when the line opens, and it is open now',
    );
  });

  it('does not take what it filled in for a placeholder', () => {
    const set = copyOf(only('quiet-hours', { en: '{lineName}!' }));
    const line = { name: '{nextOpening} $& {link:upgrade}', timeZone: 'UTC' };
    expect(textFor(set, { line })).toBe('{nextOpening} $& {link:upgrade}!');
  });

  it('is none when a name makes it longer than a message may be', () => {
    const set = copyOf(only('quiet-hours', { en: `${'x'.repeat(3990)}{lineName}` }));
    const line = { name: 'y'.repeat(107), timeZone: 'UTC' };
    expect(textFor(set, { line })).toBe(
      'nothing: the copy "quiet-hours" is too long when filled in',
    );
  });
});

describe('the language of a text', () => {
  const set = copyOf(
    only('quiet-hours', {
      en: 'Back {nextOpening}.',
      'pt-BR': 'Voltamos {nextOpening}.',
      de: 'Zurück {nextOpening}.',
      es: 'Volvemos el {nextOpening}.',
    }),
  );
  const rows: [title: string, caller: CallerOfCopy, text: string][] = [
    [
      'the country they call from',
      { phone: '+5511999990000' },
      'Voltamos segunda-feira às 09:00 GMT+0.',
    ],
    [
      'their own, before that of the country',
      { phone: '+5511999990000', locale: 'de-AT' },
      'Zurück Montag um 09:00 GMT+0.',
    ],
    [
      'the region next to theirs',
      { phone: '+351910000000' },
      'Voltamos segunda-feira às 09:00 GMT+0.',
    ],
    [
      'the line’s when theirs is not written',
      { phone: '+33612345678' },
      'Back Monday at 9:00 AM GMT.',
    ],
    [
      'the line’s where a country has many',
      { phone: '+41791234567' },
      'Back Monday at 9:00 AM GMT.',
    ],
    ['the line’s when all that is known is a LID', {}, 'Back Monday at 9:00 AM GMT.'],
    [
      'Spanish in the Dominican Republic, whatever its +1',
      { phone: '+18095550100' },
      'Volvemos el lunes, 9:00 a. m. GMT+0.',
    ],
    [
      'the country’s when theirs is no language',
      { phone: '+5511999990000', locale: 'x_y' },
      'Voltamos segunda-feira às 09:00 GMT+0.',
    ],
    ['English as their country writes it', { phone: '+447700900123' }, 'Back Monday at 09:00 GMT.'],
    [
      'English as the United States write it',
      { phone: '+12125550100' },
      'Back Monday at 9:00 AM GMT.',
    ],
  ];
  it.each(rows)('is %s', (_, caller, text) => {
    expect(textFor(set, { caller: { id: ada, ...caller } })).toBe(text);
  });
});

describe('the next opening in words', () => {
  const friday = new Date('2026-07-03T18:00:00Z');
  const rows: [locale: string, opening: string, zone: string, words: string][] = [
    ['en-GB', '2026-07-06T08:00Z', 'Europe/London', 'Monday at 09:00 BST'],
    ['en-GB', '2026-07-20T08:00Z', 'Europe/London', 'Monday 20 July at 09:00 BST'],
    ['en-US', '2026-07-06T13:00Z', 'America/New_York', 'Monday at 9:00 AM EDT'],
    ['pt-BR', '2026-07-06T12:00Z', 'America/Sao_Paulo', 'segunda-feira às 09:00 BRT'],
    ['ja-JP', '2026-07-06T00:00Z', 'Asia/Tokyo', '月曜日 9:00 JST'],
    ['vi-VN', '2026-07-06T02:00Z', 'Europe/London', '03:00 GMT+1 Thứ Hai'],
    ['zh-CN', '2026-07-06T02:00Z', 'Europe/London', '星期一 GMT+1 03:00'],
  ];
  it.each(rows)('reads in %s for %s in %s: %s', (locale, opening, zone, words) => {
    expect(sayOpening(new Date(opening), friday, zone, locale)).toBe(words);
  });
});

describe('the variant for a caller', () => {
  const variants = [
    variant('A', 1, { en: 'a' }),
    variant('B', 2, { en: 'b' }),
    variant('C', 7, { en: 'c' }),
  ];
  const set = copyOf({ key: 'quiet-hours', variants }, { key: 'vip-perimeter', variants });
  const [closed, upsell] = set.copies as [Copy, Copy];
  const callers = Array.from({ length: 20_000 }, (_, i) => `clr_01k${i.toString(32)}` as CallerId);

  it('is always the same, whatever else is known of them', () => {
    const phones = fc.constantFrom('+447700900123', '+5511999990000', undefined);
    const property = fc.property(
      fc.string(),
      phones,
      fc.date({ min: new Date(0), noInvalidDate: true }),
      (id, phone, now) => {
        const caller = { id: id as CallerId, phone };
        const rendered = renderCopy(set, occasion({ caller, nextOpening: now }));
        expect(rendered).toMatchObject({ variant: assignVariant(closed, caller.id)?.name });
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it('is shared out by weight among ids made one after the other', () => {
    const named = callers.map((id) => assignVariant(closed, id)?.name);
    const shares = ['A', 'B', 'C'].map(
      (name) => named.filter((one) => one === name).length / callers.length,
    );
    expect(shares.map((share) => share.toFixed(2))).toEqual(['0.10', '0.20', '0.70']);
  });

  it('of one copy tells nothing about the variant of another', () => {
    const withC = callers.filter((id) => assignVariant(closed, id)?.name === 'C');
    const bothC = withC.filter((id) => assignVariant(upsell, id)?.name === 'C');
    expect((bothC.length / withC.length).toFixed(1)).toBe('0.7');
  });
});
