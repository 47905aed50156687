import { describe, expect, it } from 'vitest';
import { readCopy } from '../../../src/policies/copy/read-copy.ts';
import { only, variant } from './copy-sample.ts';

function problemsOf(change: object): string[] {
  const read = readCopy({ fallbackLocale: 'en', copies: [], ...change });
  return read.is === 'copy' ? [] : read.problems.map(({ path, message }) => `${path} ${message}`);
}

describe('copy as it is given', () => {
  it('may be none, and writes languages in one way', () => {
    const copies = [only('BUSY', { 'en-gb': 'Busy.' })];
    expect([
      readCopy({ fallbackLocale: 'en', copies: [] }),
      readCopy({ fallbackLocale: 'EN-gb', links: null, copies }),
    ]).toEqual([
      { is: 'copy', copy: { fallbackLocale: 'en', links: [], copies: [] } },
      {
        is: 'copy',
        copy: {
          fallbackLocale: 'en-GB',
          links: [],
          copies: [
            {
              key: 'BUSY',
              variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en-GB', text: 'Busy.' }] }],
            },
          ],
        },
      },
    ]);
  });

  it('may be in any language that exists', () => {
    const tags = ['en', 'pt-br', 'zh-Hant-TW', 'es-419', 'ht', 'gn', 'en-UK', 'iw'];
    const copies = [only('BUSY', Object.fromEntries(tags.map((tag) => [tag, 'Busy.'])))];
    const read = readCopy({ fallbackLocale: 'en', copies });
    const texts = read.is === 'copy' ? read.copy.copies[0]?.variants[0]?.texts : undefined;
    expect(texts?.map(({ locale }) => locale)).toEqual([
      ...['en', 'pt-BR', 'zh-Hant-TW', 'es-419', 'ht', 'gn', 'en-GB', 'he'],
    ]);
  });

  const faq = { name: 'faq', url: 'https://example.com/faq' };
  const wrong: [title: string, change: object, problems: string[]][] = [
    [
      'placeholders that stand for nothing',
      {
        links: [faq],
        copies: [only('BUSY', { en: 'Hi {name}, see {link:faq} or {link:upgrade}, {lineName}.' })],
      },
      [
        'copy.copies[0].variants[0].texts[0].text {name} is not a placeholder; the placeholders are {lineName}, {nextOpening}, {link:faq}',
        'copy.copies[0].variants[0].texts[0].text {link:upgrade} is not a placeholder; the placeholders are {lineName}, {nextOpening}, {link:faq}',
      ],
    ],
    [
      'braces that are doubled or alone, which the caller would read',
      {
        copies: [
          only('BUSY', { en: 'Back {{nextOpening}}.' }),
          only('UNWANTED', { en: 'This is {lineName.' }),
          only('DECLINED', { en: 'This is lineName}, {lineName}' }),
        ],
      },
      [
        'copy.copies[0].variants[0].texts[0].text {{nextOpening}} has its braces twice: write {nextOpening}',
        'copy.copies[1].variants[0].texts[0].text has a { without its }',
        'copy.copies[2].variants[0].texts[0].text has a } without its {',
      ],
    ],
    [
      'languages, scripts and regions that do not exist',
      {
        copies: [
          only('BUSY', {
            ...{ en: 'Busy.', english: 'Busy.', 'xx-YYYYY': 'Busy.', 'en-XX': 'Busy.' },
            ...{ und: 'Busy.', 'en-u-ca-buddhist': 'Busy.', 'en-Abcd': 'Busy.', xx: 'Busy.' },
          }),
        ],
      },
      [1, 2, 3, 4, 5, 6, 7].map(
        (n) =>
          `copy.copies[0].variants[0].texts[${n}].locale must be a language tag, such as "en" or "pt-BR"`,
      ),
    ],
    [
      'a text that gets too long when filled in',
      {
        links: [faq],
        copies: [only('BUSY', { en: `${'x'.repeat(4070)}{link:faq}${'{link:faq}'}` })],
      },
      ['copy.copies[0].variants[0].texts[0].text must be at most 4096 characters when filled in'],
    ],
    [
      'no text in the fallback',
      { copies: [only('BUSY', { de: 'Besetzt.' })] },
      ['copy.copies[0].variants[0].texts must have one in en, the fallback'],
    ],
    [
      'variants in different languages, which could not be compared',
      {
        copies: [
          {
            key: 'BUSY',
            variants: [variant('A', 1, { en: 'a', de: 'a' }), variant('B', 1, { en: 'b' })],
          },
        ],
      },
      ['copy.copies[0].variants[1].texts must have de too, as another variant'],
    ],
    [
      'names, keys, links and languages that are there twice',
      {
        links: [faq, faq],
        copies: [
          only('BUSY', { en: 'a' }),
          {
            key: 'BUSY',
            variants: [variant('A', 1, { en: 'a', EN: 'b' }), variant('A', 1, { en: 'b' })],
          },
        ],
      },
      [
        'copy.links[1].name faq is there already',
        'copy.copies[1].variants[0].texts[1].locale en is there already',
        'copy.copies[1].variants[1].name A is there already',
        'copy.copies[1].key BUSY is there already',
      ],
    ],
    [
      'names, keys, links and languages that are missing, blank or wrong more than once',
      {
        links: [
          { ...faq, name: undefined },
          { ...faq, name: ' ' },
          { ...faq, name: null },
        ],
        copies: [
          { ...only('BUSY', { en: 'a' }), key: 7 },
          {
            key: '',
            variants: [
              { ...variant('A', 1, { en: 'a' }), name: undefined },
              {
                name: '',
                weight: 1,
                texts: [{ locale: '', text: 'a' }, { text: 'a' }, { locale: 'en', text: 'a' }],
              },
            ],
          },
        ],
      },
      [
        ...[0, 1, 2].map((n) => `copy.links[${n}].name must be a text of 1 to 64 characters`),
        'copy.copies[0].key must be a text of 1 to 64 characters',
        'copy.copies[1].variants[0].name must be a text of 1 to 64 characters',
        'copy.copies[1].variants[1].texts[0].locale must be a text of 1 to 35 characters',
        'copy.copies[1].variants[1].texts[1].locale must be a text of 1 to 35 characters',
        'copy.copies[1].variants[1].name must be a text of 1 to 64 characters',
        'copy.copies[1].key must be a text of 1 to 64 characters',
      ],
    ],
    [
      'no variant, no weight, no language, a link to a script',
      {
        fallbackLocale: 'English, please',
        links: [{ name: 'x', url: 'javascript:alert(1)' }],
        copies: [
          { key: 'BUSY', variants: [] },
          { key: 'x', variants: [variant('A', 0, { en: 'a' })] },
        ],
      },
      [
        'copy.fallbackLocale must be a language tag, such as "en" or "pt-BR"',
        'copy.links[0].url must be an absolute URL that begins with https:// or http://',
        'copy.copies[0].variants must have 1 to 10 items, and has 0',
        'copy.copies[1].variants[0].weight must be a whole number from 1 to 1000',
      ],
    ],
  ];
  it.each(wrong)('is refused with %s, and it is said where', (_, change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });
});
