import { expect, it } from 'vitest';
import type { LineId, TenantId } from '../../../src/call/ids.ts';
import { documentOf } from '../../../src/db/record/document.ts';
import { partNames } from '../../../src/db/record/parts.ts';
import type { Recording } from '../../../src/db/record/recording.ts';
import { statementFor, statementOf } from '../../../src/db/record/statement.ts';

const docOf = (recording: Partial<Recording>) =>
  documentOf('ten_1' as TenantId, { lease: { owner: 'this process', ms: 1000 }, ...recording });

const received = { lineId: 'line_1' as LineId, dedupeKey: 'event-1', what: 'ringing' };
const often = [docOf({ received })];
const seldom = [docOf({ received, newAddresses: [] })];

it('stays as short as it was for a combination that occurred before a hundred others', () => {
  const short = statementFor(often, 'wait');
  const all = statementOf(partNames, 'wait');
  expect(short.text.length).toBeLessThan(all.text.length);
  // A combination for each number, whose bits say which parts it has.
  for (let n = 1; n <= 100; n++)
    statementOf(
      partNames.filter((_, bit) => n & (1 << bit)),
      'wait',
    );

  expect(statementFor(often, 'wait')).toBe(short);
  expect(statementFor(often, 'skip-locked')).toBe(statementOf(partNames, 'skip-locked'));
  expect(statementFor(seldom, 'wait')).toBe(short);
  expect(statementFor([docOf({ learnedAliases: [] })], 'wait')).toBe(all);
});
