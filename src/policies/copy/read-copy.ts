import {
  complain,
  expectFields,
  isGiven,
  type Place,
  type ReadProblem,
  readField,
  readItems,
  readText,
  readUrl,
  readWhole,
  startReading,
} from '../reading.ts';
import { type Copy, type CopySet, type Link, maxTextLength, type Variant } from './copy-set.ts';
import { knownLocale } from './locale-tag.ts';
import { braceProblem, fillIn, knownPlaceholders, unknownPlaceholders } from './placeholders.ts';

export type CopyRead =
  | { readonly is: 'copy'; readonly copy: CopySet }
  | { readonly is: 'problems'; readonly problems: readonly ReadProblem[] };

/** What `readText` returns for a text that it has complained of. */
const unreadable = '';

/** Reads a line's copy, or returns all its problems together. */
export function readCopy(value: unknown): CopyRead {
  const place = startReading(value, 'copy');
  expectFields(place, ['fallbackLocale', 'links', 'copies']);
  const fallbackLocale = readLocale(readField(place, 'fallbackLocale'));
  const links = readLinks(readField(place, 'links'));
  const set = { fallbackLocale, links };
  const places = readItems(readField(place, 'copies'), { max: 100 });
  const copies = places.map((copy) => readOneCopy(copy, set));
  expectDifferent(places, 'key', copies);
  const { problems } = place;
  if (problems.length > 0) return { is: 'problems', problems };
  return { is: 'copy', copy: { ...set, copies } };
}

/** What a text of the set may depend on. */
type SetContext = Pick<CopySet, 'fallbackLocale' | 'links'>;

function readLinks(place: Place): Link[] {
  if (!isGiven(place)) return [];
  const places = readItems(place, { max: 50 });
  const links = places.map((link) => {
    expectFields(link, ['name', 'url']);
    const name = readField(link, 'name');
    if (/[{}]/.test(String(name.value))) complain(name, 'must not have braces');
    return { name: readText(name, 64), url: readUrl(readField(link, 'url')) };
  });
  expectDifferent(places, 'name', links);
  return links;
}

function readOneCopy(place: Place, set: SetContext): Copy {
  expectFields(place, ['key', 'variants']);
  const places = readItems(readField(place, 'variants'), { min: 1, max: 10 });
  const variants = places.map((variant) => readVariant(variant, set));
  expectDifferent(places, 'name', variants);
  expectSameLocales(places, variants);
  return { key: readText(readField(place, 'key'), 64), variants };
}

function readVariant(place: Place, set: SetContext): Variant {
  expectFields(place, ['name', 'weight', 'texts']);
  const places = readItems(readField(place, 'texts'), { min: 1, max: 50 });
  const texts = places.map((text) => {
    expectFields(text, ['locale', 'text']);
    return {
      locale: readLocale(readField(text, 'locale')),
      text: readCopyText(readField(text, 'text'), set),
    };
  });
  expectDifferent(places, 'locale', texts);
  const { fallbackLocale: fallback } = set;
  const isMissing = texts.length > 0 && texts.every(({ locale }) => locale !== fallback);
  // An empty list of texts and an unknown fallback locale have their own problems already.
  if (isMissing && knownLocale(fallback) !== undefined) {
    complain(readField(place, 'texts'), `must have one in ${fallback}, the fallback`);
  }
  return {
    name: readText(readField(place, 'name'), 64),
    weight: readWhole(readField(place, 'weight'), { min: 1, max: 1000 }),
    texts,
  };
}

/** A value for `{lineName}` and `{nextOpening}`: as long as the longest name of a line, and longer than any weekday, time and zone. */
const longValue = 'x'.repeat(100);

function readCopyText(place: Place, { links }: SetContext): string {
  const text = readText(place, maxTextLength);
  const names = links.map(({ name }) => name);
  const braces = braceProblem(text);
  if (braces !== null) complain(place, braces);
  const unknown = unknownPlaceholders(text, names);
  for (const placeholder of unknown) {
    complain(
      place,
      `${placeholder} is not a placeholder; the placeholders are ${knownPlaceholders(names)}`,
    );
  }
  // Null if a placeholder is unknown.
  const longestFilled = fillIn(text, {
    lineName: longValue,
    nextOpening: longValue,
    linkTo: (name) => links.find((link) => link.name === name)?.url,
  });
  if (longestFilled && longestFilled.length > maxTextLength) {
    complain(place, `must be at most ${maxTextLength} characters when filled in`);
  }
  return text;
}

function readLocale(place: Place): string {
  const text = readText(place, 35);
  const locale = knownLocale(text);
  if (locale !== undefined) return locale;
  if (text !== unreadable) complain(place, 'must be a language tag, such as "en" or "pt-BR"');
  return text;
}

/** Reports each item whose field `name` has the same value as that of an earlier item. An unreadable field was reported already. */
function expectDifferent<Name extends string>(
  places: readonly Place[],
  name: Name,
  items: readonly { readonly [key in Name]: string }[],
): void {
  for (const [i, item] of items.entries()) {
    const place = places[i];
    if (item[name] === unreadable) continue;
    const first = items.findIndex((other) => other[name] === item[name]);
    if (place && first < i) complain(readField(place, name), `${item[name]} is there already`);
  }
}

/** Reports each variant that lacks a language of another one: comparing variants must compare the words alone. */
function expectSameLocales(places: readonly Place[], variants: readonly Variant[]): void {
  const all = new Set(variants.flatMap(({ texts }) => texts.map(({ locale }) => locale)));
  all.delete(unreadable);
  for (const [i, { texts }] of variants.entries()) {
    const missing = [...all].filter((locale) => texts.every((text) => text.locale !== locale));
    const place = places[i];
    if (!place || missing.length === 0) continue;
    complain(readField(place, 'texts'), `must have ${missing.join(', ')} too, as another variant`);
  }
}
