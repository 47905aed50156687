import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { applyStep } from '../../src/db/migrations/apply-step.ts';
import { withSession } from '../../src/db/migrations/session.ts';
import type { Step } from '../../src/db/migrations/steps.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { journalOf, ringOnce } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename ... on CallRejected { rejection { state } } } }`;

describe('five processes at one database', () => {
  let t: TestApp;
  let apps: App[];
  let aheadMs = 0;

  beforeAll(async () => {
    t = await startTestApp({ now: () => new Date(Date.now() + aheadMs) });
    apps = [t.app, ...(await Promise.all(Array.from({ length: 4 }, () => t.another())))];
  });
  afterEach(() => {
    aheadMs = 0;
  });
  afterAll(() => t.stop());

  it('end a ring that passed its limit once', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `call_LIMIT_${n}`);
    await Promise.all(
      ids.map((id, n) => ringOnce(t.webhookUrl.replace(t.url, apps[n % 5]?.url ?? ''), id)),
    );
    aheadMs = 46_000;
    const entries = async () =>
      (await journalOf(t.databaseUrl)).filter((line) => line.startsWith('call_LIMIT_'));
    await until(async () => (await entries()).length >= 40);
    expect((await entries()).sort()).toEqual(
      ids.flatMap((id) => [`${id} MISSED`, `${id} RANG`]).sort(),
    );
  });

  it('go on while a newer release has added columns and writes beside them', async () => {
    const work = async (name: string) => {
      for (const [n, app] of apps.entries()) {
        const { id } = t.simulator.ring({ id: `call_${name}_${n}` });
        await t.simulator.webhooks.settled();
        await until(async () => (await historyOf(app.url, t.key, id)).length > 0);
        expect(await get(app.url, t.key, rejectCall, { id })).toEqual({
          rejectCall: { __typename: 'CallRejected', rejection: { state: 'CONFIRMED' } },
        });
      }
    };
    // Every process knows its statements by name by now.
    await work('BEFORE');
    const tables = ['calls', 'journal', 'effects', 'effect_attempts', 'lines', 'callers', 'inbox'];
    const next: Step = {
      ...{ name: '9999_next', entries: ['9999_next'], hash: 'next', is: 'transaction' },
      statements: tables.map((table) => `alter table "${table}" add column of_next_release text`),
    };
    // It waits for the statements of the processes, which use these tables in other orders.
    const settings = { waitMs: 20_000, onWaiting: () => {} };
    await withSession(t.databaseUrl, null, (session) => applyStep(session, next, settings));
    await queryOnce(t.databaseUrl, `update calls set of_next_release = 'written by it'`);
    await work('AFTER');
    // A process of this release starts beside them, and what it does not know stays.
    apps.push(await t.another());
    await work('LATER');
    const kept = await queryOnce<{ of_next_release: string }>(
      t.databaseUrl,
      `select distinct of_next_release from calls where provider_call_id like 'call_BEFORE%'`,
    );
    expect(kept).toEqual([{ of_next_release: 'written by it' }]);
  });
});
