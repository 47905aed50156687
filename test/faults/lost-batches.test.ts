import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import type { FaultProxy } from '../chaos/fault-proxy.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { viewerOf } from '../support/viewer.ts';
import { type CommitGate, makeCommitGate } from './commit-gate.ts';
import { startDatabaseProxy } from './stage.ts';

const batchSize = 64;
const allRejectedOnce = {
  answers: { 'rejected CONFIRMED': batchSize + 1 },
  journal: { 'RANG REJECT_REQUESTED REJECTED': batchSize + 1 },
  audited: batchSize + 1,
  requests: { '1 request': batchSize + 1 },
};

describe('a batch of some 64 requests to reject whose acknowledgement is lost', () => {
  let t: TestApp;
  let proxy: FaultProxy;
  let past: postgres.Sql;
  let gate: CommitGate;
  let viewer: Viewer;
  let ids: string[] = [];
  let questions = 0;
  let onBatch = () => {};

  beforeAll(async () => {
    const directUrl = await createDatabase();
    const proxied = await startDatabaseProxy(directUrl);
    proxy = proxied.proxy;
    past = postgres(directUrl, { max: 1, onnotice: () => {} });
    gate = await makeCommitGate(past, { kind: 'REJECT_REQUESTED', atLeast: 2 });
    t = await startTestApp({
      databaseUrl: directUrl,
      ringLimitMs: 300_000,
      // The session that proves the process alive does not pass the proxy: only statements are lost.
      config: { database: { is: 'postgres', url: proxied.url, directUrl, poolSize: 1 } },
      ...{ leaseMs: 60_000, attemptTimeoutMs: 20_000, limits: { statementTimeoutMs: 30_000 } },
      observeStatement({ name, text }) {
        if (name === 'call_by_any_id') questions++;
        if (name !== 'record' || !text.includes('skip locked')) return;
        onBatch();
        onBatch = () => {};
      },
    });
    viewer = await viewerOf(t.app, t.key);
  });
  afterAll(async () => {
    proxy.calm();
    await t.stop();
    await past.end();
    await proxy.close();
  });

  /**
   * One request is recorded alone; the others arrive while it is, and are recorded together. If that one is done before they
   * arrive, one more is recorded alone.
   */
  async function rejectMany(): Promise<{ answers: Promise<string>[] }> {
    ids = Array.from({ length: batchSize + 1 }, () => t.simulator.ring().id);
    await t.simulator.webhooks.settled();
    await t.app.background.idle();
    questions = 0;
    // What all of them ask is answered at the same time.
    proxy.swallow();
    const answers = ids.map(async (id) => {
      const answer = await t.app.calls.reject(viewer, { id, reason: 'DECLINED' });
      if (answer.is !== 'rejected') return answer.is;
      return `${answer.replayed ? 'replayed' : 'rejected'} ${answer.rejection.state}`;
    });
    await until(() => questions === 2);
    proxy.calm();
    return { answers };
  }

  /** How many requests to reject the transaction that recorded most of them has recorded. */
  async function largestBatch(): Promise<number> {
    const rows = await past<{ count: number }[]>`select count(*)::int from journal
      where kind = 'REJECT_REQUESTED' and call->>'provider_call_id' = any(${ids})
      group by xid`;
    return Math.max(0, ...rows.map(({ count }) => count));
  }

  async function picture(answers: readonly Promise<string>[]) {
    const answered = await Promise.all(answers);
    await t.simulator.webhooks.settled();
    await t.app.background.idle();
    const journal = await past<{ kinds: string }[]>`
      select string_agg(kind, ' ' order by revision) as kinds from journal
      where call->>'provider_call_id' = any(${ids}) and kind <> 'NOTED' group by call_id`;
    const [audit] = await past<{ count: number }[]>`select count(*)::int from audit_log
      where action = 'rejectCall' and target in (
        select call_id from journal where call->>'provider_call_id' = any(${ids}))`;
    const requests = ids.map((id) => t.simulator.requests.filter(({ callId }) => callId === id));
    return {
      answers: countsOf(answered),
      journal: countsOf(journal.map(({ kinds }) => kinds)),
      audited: audit?.count,
      requests: countsOf(requests.map(({ length }) => `${length} request`)),
    };
  }

  it('after the commit: each is found to be written, and its caller is rejected once', async () => {
    // The connection knows the statements by name after this, and sends them in one go.
    const { answers: warm } = await rejectMany();
    expect(await picture(warm)).toEqual(allRejectedOnce);
    let committed: Promise<unknown> = Promise.resolve();
    onBatch = () => {
      proxy.loseAnswers();
      const isCommitted = async () => (await largestBatch()) >= batchSize - 1;
      committed = until(isCommitted, 10_000).finally(proxy.calm);
    };
    const { answers } = await rejectMany();
    expect(await picture(answers)).toEqual(allRejectedOnce);
    expect(await committed).toBe(true);
    expect(await largestBatch()).toBeGreaterThanOrEqual(batchSize - 1);
  });

  it('before the commit, which then never comes: each is written again, once', async () => {
    await gate.close();
    const { answers } = await rejectMany();
    const [pid = 0] = await until(async () => {
      const waiting = await gate.waiting();
      return waiting.length > 0 && waiting;
    });
    proxy.reset();
    await past`select pg_terminate_backend(${pid}, 10000)`;
    expect(await largestBatch()).toBeLessThan(batchSize - 1);
    await gate.open();
    expect(await picture(answers)).toEqual(allRejectedOnce);
  });

  it('before the commit, which comes when they are being written again: that finds them written', async () => {
    await gate.close();
    const { answers } = await rejectMany();
    await until(async () => (await gate.waiting()).length > 0);
    proxy.reset();
    await until(async () => {
      const [row] = await past`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like 'with %'`;
      return row;
    });
    await gate.open();
    expect(await picture(answers)).toEqual(allRejectedOnce);
    expect(await largestBatch()).toBeGreaterThanOrEqual(batchSize - 1);
  });
});

function countsOf(words: readonly string[]): Record<string, number> {
  const groups = Object.entries(Object.groupBy(words, (word) => word));
  return Object.fromEntries(groups.map(([word, all = []]) => [word, all.length]));
}
