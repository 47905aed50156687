import { expect, it } from 'vitest';
import { settings } from '../src/config/settings.ts';
import { generatedParts, readPart } from './support/generated-docs.ts';

it.each(generatedParts)(
  '$page has the table of $name as the sources tell it: `npm run docs`',
  (part) => {
    expect(readPart(part)).toBe(part.text());
  },
);

it('the settings that are documented are those that are read', () => {
  const part = generatedParts.find(({ name }) => name === 'settings');
  const named = [...(part ? readPart(part) : '').matchAll(/^\| `(\w+)` /gm)].map(
    ([, name]) => name,
  );
  expect(named).toEqual(Object.keys(settings));
});
