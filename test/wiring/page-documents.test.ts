import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import { callDocuments } from '../../src/page/client/service/call-documents.ts';
import { operations } from '../../src/page/client/service/example-operations.ts';
import * as figures from '../../src/page/client/service/figures.ts';
import * as lines from '../../src/page/client/service/lines.ts';

const schema = buildSchema(1000);
const documents = [
  ...Object.entries({ ...callDocuments(['lines:read']), ...lines, ...figures }),
  ...Object.entries(callDocuments([])).map(
    ([name, text]) => [`${name}, without lines`, text] as const,
  ),
  ...operations.map((text, n) => [`example ${n}`, text] as const),
];

describe('what the page asks', () => {
  it.each(documents)('is in the schema: %s', (_, text) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it('is all looked at', () => {
    expect(documents.length).toBeGreaterThan(12);
  });
});
