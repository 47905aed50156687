import { globSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { perimeterOf, setPolicies } from '../../../support/policies.ts';

const folder = new URL('../../../../drizzle/', import.meta.url);
const [file = ''] = globSync('*_conversation_within_ms.sql', { cwd: folder });

describe('a policy that was stored with days', () => {
  let t: TestApp;
  let sql: postgres.Sql;
  beforeAll(async () => {
    t = await startTestApp();
    sql = postgres(t.databaseUrl, { max: 1 });
  });
  afterAll(async () => {
    await sql.end();
    await t.stop();
  });

  it('has the same duration in milliseconds after the migration, beside the others as they were', async () => {
    const week = { withinMs: 7 * 86_400_000, conversationsWith: 'THIS_LINE' };
    const policies = [
      { blockedCaller: {} },
      { conversationFirst: week, name: 'Known' },
      { frequencyThrottle: { calls: 3, withinMs: week.withinMs / 7 } },
    ];
    await setPolicies(t, t.lineId, { policies });
    const before = await perimeterOf(t, t.lineId);
    await sql`update lines set perimeter = replace(perimeter::text, '"withinMs": 604800000', '"withinDays": 7')::jsonb`;
    const [stored] = await sql`select perimeter->'policies'->1->'withinDays' as days from lines`;

    await sql.unsafe(readFileSync(new URL(file, folder), 'utf8'));
    expect(await perimeterOf(t, t.lineId)).toEqual(before);
    expect(stored).toEqual({ days: 7 });
  });
});
