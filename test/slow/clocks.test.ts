import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppProcess } from '../faults/service-process.ts';
import { ringOnce } from '../faults/stage.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state decidedInMs } } } }`;
const skewedClock = fileURLToPath(new URL('../support/skewed-clock.ts', import.meta.url));
const hourMs = 3_600_000;
const ringLimitMs = 5000;

describe('processes whose clocks are an hour ahead, right, and an hour behind', () => {
  let t: TestApp;
  const children: Child[] = [];
  const urls: string[] = [];

  async function start(skewMs: number): Promise<string> {
    const { child, url } = await startAppProcess(t.databaseUrl, {
      environment: {
        NODE_OPTIONS: `--import ${skewedClock}`,
        CLOCK_SKEW_MS: String(skewMs),
      },
    });
    children.push(child);
    return url;
  }

  beforeAll(async () => {
    t = await startTestApp();
    const [ahead, behind] = await Promise.all([start(hourMs), start(-hourMs)]);
    urls.push(ahead, t.url, behind);
  });
  afterAll(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    await t.stop();
  });

  const pairs = [0, 1, 2].flatMap((told) => [0, 1, 2].map((asked) => ({ told, asked })));
  const tell = (told: number, id: string, webhookUrl = t.webhookUrl) =>
    ringOnce(webhookUrl.replace(t.url, urls[told] ?? ''), id);

  it('reject for each other what any of them was told, once', async () => {
    t.simulator.webhooks.hold();
    const pictures = pairs.map(async ({ told, asked }) => {
      const { id } = t.simulator.ring({ id: `call_${told}_${asked}` });
      await tell(told, id);
      const answer = await get<{
        rejectCall: { rejection: { state: string; decidedInMs: number } };
      }>(urls[asked] ?? '', t.key, rejectCall, { id });
      const { state, decidedInMs } = answer.rejectCall.rejection;
      const requests = t.simulator.requests.filter(({ callId }) => callId === id).length;
      return { id, state, requests, decidedAtOnce: decidedInMs >= 0 && decidedInMs < hourMs / 2 };
    });
    expect(await Promise.all(pictures)).toEqual(
      pairs.map(({ told, asked }) => ({
        id: `call_${told}_${asked}`,
        state: 'CONFIRMED',
        requests: 1,
        decidedAtOnce: true,
      })),
    );
  });

  it('let a ring last as long as rings last, whoever was told of it, and end it once', async () => {
    const pilotStatus = { apiKey: t.simulator.apiKey, baseUrl: t.simulator.url };
    const line = await addLine(t, { ringLimitMs, pilotStatus });
    const ids = urls.map((_, told) => `call_RINGS_ON_${told}`);
    for (const [told, id] of ids.entries()) await tell(told, id, line.webhookUrl);
    const last = async (id: string) => (await historyOf(t.url, line.key, id)).at(-1);
    for (const id of ids) {
      await until(async () => (await last(id)) === 'MISSED by calls subgraph: MISSED');
    }
    const rows = await queryOnce<{ id: string; entries: string; lasted: boolean }>(
      t.databaseUrl,
      `select call->>'provider_call_id' as id, string_agg(kind, ' ' order by revision) as entries,
         max(recorded_at) - min(recorded_at) >= interval '${ringLimitMs - 500} ms' as lasted
       from journal where call->>'provider_call_id' like 'call_RINGS_ON_%' group by 1 order by 1`,
    );
    expect(rows).toEqual(ids.map((id) => ({ id, entries: 'RANG MISSED', lasted: true })));
  });
});
