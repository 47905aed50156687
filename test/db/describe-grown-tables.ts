import { expect, it } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { until } from '../support/until.ts';

export function describeGrownTables(database: 'postgres' | 'embedded'): void {
  it(`a table that grows (${database}) is analyzed before autovacuum comes`, async () => {
    const t = await startTestApp({ database });
    const run = <Row>(text: string) =>
      t.app.db.run<Row>({ name: 'test', text, parameters: [], writes: true });
    await run(`insert into inbox (tenant_id, line_id, dedupe_key, what)
      select 'ten_1', 'line_1', 'key' || n, 'x' from generate_series(1, 2000) n`);
    await until(async () => {
      const [row] = await run<{ rows: string }>(
        `select reltuples::text as rows from pg_class where relname = 'inbox'`,
      );
      return row?.rows === '2000';
    });
    const [distinct] = await run<{ keys: string }>(
      `select n_distinct::text as keys from pg_stats where tablename = 'inbox' and attname = 'dedupe_key'`,
    );
    expect(distinct?.keys).toBe('-1');
    await t.stop();
  });
}
