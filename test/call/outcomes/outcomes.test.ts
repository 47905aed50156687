import { beforeAll, describe, expect, it } from 'vitest';
import { carriers } from './carriers.ts';
import { honest } from './honest.ts';
import { type Survey, survey } from './survey.ts';
import { sayTable } from './table.ts';

const surveys = new Map<string, Survey>();

beforeAll(() => {
  for (const carrier of carriers) surveys.set(carrier.name, survey(carrier));
});

it('says of every story what it comes to, as the committed table does', async () => {
  const sections = [...surveys].map(([name, { rows }]) => ({ name, rows }));
  await expect(sayTable(sections)).toMatchFileSnapshot('./outcomes.md');
});

describe.each(carriers)('a call at $name, whatever is answered and told,', ({ name }) => {
  it.each(Object.keys(honest))('%s', (invariant) => {
    expect(surveys.get(name)?.broken.get(invariant)).toEqual([]);
  });
});
