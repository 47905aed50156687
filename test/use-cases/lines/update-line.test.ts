import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { ask } from '../../support/client.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

const rename = `mutation ($id: ID!, $input: UpdatePhoneLineInput!) {
  updatePhoneLine(id: $id, input: $input) { __typename } }`;

describe('a line that others change at the same time', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  const change = (input: object) => ask(t.url, t.tenantKey, rename, { id: t.lineId, input });

  /** The line stays locked until changes of it wait on two connections at least: both have read it as it is. */
  async function whileLocked<Done>(begin: () => Promise<Done>): Promise<Done> {
    const sql = postgres(t.databaseUrl, { max: 2 });
    try {
      const begun = await sql.begin(async (holder) => {
        await holder`select from lines where id = ${t.lineId} for update`;
        const done = begin();
        await until(async () => {
          const waiting = await sql`select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`;
          return waiting.length >= 2;
        });
        return { done };
      });
      return await begun.done;
    } finally {
      await sql.end();
    }
  }

  it('is changed by all of them, and what one does not name stays as another has set it', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const wishes = [...names.map((name) => ({ name })), { timeZone: 'Europe/London' }];
    const answers = await whileLocked(() => Promise.all(wishes.map(change)));
    const updated = { data: { updatePhoneLine: { __typename: 'PhoneLineUpdated' } } };
    expect(answers).toEqual(wishes.map(() => updated));
    const query = 'query ($id: ID!) { phoneLine(id: $id) { name timeZone } }';
    expect(await ask(t.url, t.tenantKey, query, { id: t.lineId })).toEqual({
      data: {
        phoneLine: {
          name: expect.toSatisfy((name) => names.includes(name)),
          timeZone: 'Europe/London',
        },
      },
    });
  });

  it('is given up when somebody is always faster, and the client is told to try again', async () => {
    await queryOnce(
      t.databaseUrl,
      `create function lose() returns trigger language plpgsql as 'begin return null; end';
       create trigger losing before update on lines for each row execute function lose()`,
    );
    const { errors } = await change({ name: 'never' });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  });
});
