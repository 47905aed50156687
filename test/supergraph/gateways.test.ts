import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../src/client/client.ts';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { ask, get } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { addLine } from '../support/lines.ts';
import { counted } from '../support/metrics.ts';
import { until } from '../support/until.ts';
import { askThroughCache } from './cached.ts';
import { differences } from './differences.ts';
import { type Gateway, type GatewayName, startGateway } from './gateways.ts';
import { type Stage, startStage } from './stage.ts';
import { type Result, type Transport, watch } from './watch.ts';

interface Seen {
  readonly callEvents: {
    readonly cursor: string;
    readonly call: { readonly providerCallId: string; readonly recordingUrl: string };
  };
}

const events = `subscription ($after: String) { callEvents(after: $after, filter: { kinds: [RANG] }) {
  cursor call { providerCallId recordingUrl caller { contactName } } } }`;

const gateways = Object.keys(differences) as GatewayName[];
const transports: Transport[] = ['websocket', 'server-sent events'];
const from = '5511999990000';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

describe.each(gateways)('behind %s', (name) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(name, stage.calls, stage.contacts);
  });
  afterAll(() => gateway.stop());

  async function ring(wish: object = {}): Promise<string> {
    const { id } = stage.t.simulator.ring({ from, ...wish });
    await stage.t.simulator.webhooks.settled();
    return id;
  }

  const query = <Data>(document: string, variables = {}) =>
    get<Data>(gateway.url, stage.t.key, document, variables);

  /** A head may be before the events that were recorded last: this one is after them. */
  function head(): Promise<string> {
    const log = 'query ($after: String) { callEventLog(after: $after, first: 1) { nodes { id } } }';
    return until(async () => {
      const { callEventHead } = await query<{ callEventHead: string }>('{ callEventHead }');
      type Log = { callEventLog: { nodes: unknown[] } };
      const { callEventLog } = await query<Log>(log, { after: callEventHead });
      return callEventLog.nodes.length === 0 && callEventHead;
    });
  }

  const recordingOf = (id: string) => `recording://${stage.t.lineId}/${id}`;

  describe('a query', () => {
    it('joins calls by the provider’s id, and callers by a field of ours', async () => {
      const providerCallId = await ring();
      const document = `query ($id: ID!) { call(id: $id) {
        status recordingUrl caller { contactName } } }`;
      expect(await query(document, { id: providerCallId })).toEqual({
        call: {
          status: 'RINGING',
          recordingUrl: recordingOf(providerCallId),
          caller: { contactName: 'Contact of +5511999990000' },
        },
      });
    });

    it('for 100 calls of the other subgraph is one statement of ours', async () => {
      const ids = await Promise.all(Array.from({ length: 100 }, () => ring()));
      const document = `query ($line: ID!, $ids: [String!]!) {
        recordedCalls(lineId: $line, providerCallIds: $ids) { providerCallId status } }`;
      const before = await statements();
      const { recordedCalls } = await query<{ recordedCalls: object[] }>(document, {
        line: stage.t.lineId,
        ids,
      });
      expect(recordedCalls).toEqual(
        ids.map((providerCallId) => ({ providerCallId, status: 'RINGING' })),
      );
      expect(differenceOf(before, await statements())).toEqual({ 'name=calls_by_refs': 1 });
    });

    it('of a type that this process does not know yet leaves that field empty, and the next query works', async () => {
      const document = '{ notes { id text } }';
      const { data, errors } = await ask(gateway.url, stage.t.key, document);
      expect(data).toEqual({ notes: [{ id: 'note_1', text: null }] });
      expect(errors).not.toEqual([]);
      expect(await query('{ callsViewer { name } }')).toEqual({ callsViewer: { name: 'agent' } });
    });

    it('with a wrong key is refused', async () => {
      const { errors } = await ask(gateway.url, 'cs_wrong', '{ callsViewer { name } }');
      expect(errors?.map(codeOf)).toEqual([differences[name].queryWithWrongKey]);
    });

    async function statements(): Promise<Record<string, number>> {
      const url = new URL(stage.calls.url).origin;
      return counted(url, 'calls_statement_duration_seconds_count');
    }
  });

  it('rejectCall answers with each of its results', async () => {
    const rejected = await ring();
    const refused = await ring();
    const outbound = await ring({ direction: 'OUTBOUND' });
    const key = `key of ${rejected}`;
    const refusal = { error: 'not connected', code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' };
    const answers = [
      await reject({ id: rejected, key }),
      await reject({ id: refused, key }),
      await reject({ id: 'call_of_nobody' }),
      await reject({ id: refused, caller: '+442071838750' }),
      await reject({ id: outbound }),
    ];
    stage.t.simulator.fault('reject', { is: 'status', status: 409, body: refusal });
    answers.push(await reject({ id: refused }));
    answers.push(await rejectOnBusyLine());
    expect(answers).toEqual([
      'CallRejected',
      'CallIdempotencyConflict IDEMPOTENCY_CONFLICT',
      'CallNotFound CALL_NOT_FOUND',
      'CallerDoesNotMatch CALLER_DOES_NOT_MATCH',
      'CallNotRejectable CALL_NOT_REJECTABLE',
      'CallRejectionRefused REJECTION_REFUSED',
      'CallStillRinging CALL_STILL_RINGING',
    ]);
  });

  /** On a line of its own: the provider's wait is one for all calls of a line. */
  async function rejectOnBusyLine(): Promise<string> {
    const simulator = await startPilotStatusSimulator();
    const { apiKey, url: baseUrl } = simulator;
    const line = await addLine(stage.t, { pilotStatus: { apiKey, baseUrl } });
    simulator.tell({ url: line.webhookUrl });
    const { id } = simulator.ring({ from });
    await simulator.webhooks.settled();
    simulator.fault('reject', { is: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const answer = await reject({ id }, line.key);
    await simulator.close();
    return answer;
  }

  async function reject(variables: Record<string, unknown>, key = stage.t.key): Promise<string> {
    const document = `mutation ($id: ID!, $key: String, $caller: String) {
      rejectCall(id: $id, idempotencyKey: $key, expectedCaller: $caller) {
        __typename ... on CallsUserError { code message } } }`;
    type Data = { rejectCall: { __typename: string; code?: string } };
    const { rejectCall } = await get<Data>(gateway.url, key, document, variables);
    return [rejectCall.__typename, rejectCall.code].filter(Boolean).join(' ');
  }

  it('a normalising client, a gateway and curl show the same history of a call', async () => {
    const one = watch<{ callEvents: { id: string } }>(gateway, 'server-sent events', {
      key: stage.t.key,
      query: 'subscription ($after: String) { callEvents(after: $after) { id } }',
      variables: { after: await head() },
    });
    const id = await ring();
    expect(await reject({ id })).toBe('CallRejected');
    // The provider's event of the end is noted, before its answer or after it.
    await stage.t.simulator.webhooks.settled();
    const document = `query ($id: ID!) { call(id: $id) { id status revision history { nodes {
      id cursor previousCursor kind occurredAt recordedAt cause actor { kind name } call { id status revision }
      snapshot { status revision rejection { state } } } } } }`;
    const text = JSON.stringify({ query: document, variables: { id } });
    const asked = [stage.calls.url, '-sS', '-H', `authorization: Bearer ${stage.t.key}`];
    const curl = async () => {
      const sent = [...asked, '-H', 'content-type: application/json', '-d', text];
      return JSON.parse((await promisify(execFile)('curl', sent)).stdout).data;
    };
    const direct = await until(async () => {
      const data = await curl();
      return data.call.history.nodes.at(-1).snapshot.revision === data.call.revision && data;
    });
    const ids = direct.call.history.nodes.map((node: { id: string }) => node.id);
    expect(direct.call).toMatchObject({ status: 'REJECTED' });
    expect(direct.call.history.nodes.at(-1).snapshot.rejection.state).toBe('CONFIRMED');
    expect(await query(document, { id })).toEqual(direct);
    expect(await askThroughCache(gateway.url, stage.t.key, document, { id })).toEqual(direct);
    const events = await one.received(ids.length);
    one.stop();
    expect(events.map(({ data }) => data?.callEvents.id)).toEqual(ids);
  });

  describe.each(transports)('a subscription over %s', (transport) => {
    const follow = (after: string, key = stage.t.key) =>
      watch<Seen>(gateway, transport, { key, query: events, variables: { after } });

    it('delivers events with joined fields to each of several subscribers', async () => {
      const after = await head();
      const watches = [follow(after), follow(after), follow(after)];
      const ids = [await ring(), await ring()];
      for (const one of watches) {
        expect((await one.received(2)).map(({ data }) => data?.callEvents.call)).toEqual(
          ids.map((providerCallId) => ({
            providerCallId,
            recordingUrl: recordingOf(providerCallId),
            caller: { contactName: 'Contact of +5511999990000' },
          })),
        );
        one.stop();
      }
    });

    it('ends here when its client vanishes', async () => {
      const one = follow(await head());
      await until(async () => (await openStreams()) > 0);
      one.stop();
      await until(async () => (await openStreams()) === 0);
    });

    it('loses and repeats nothing for a client that resumes after restarts and kills', async () => {
      const begin = await head();
      const rung: string[] = [];
      const seen: string[] = [];
      const lasts: string[] = [];
      let after = begin;
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        const one = follow(after);
        rung.push(await ring());
        await one.received(1);
        await stage.calls.kill(signal);
        await one.ended();
        rung.push(await ring());
        seen.push(...idsOf(one.results));
        after = cursorsIn(one.results).at(-1) ?? after;
        lasts.push(lastOf(one.results, after));
        await stage.calls.start();
      }
      const rest = follow(after);
      seen.push(...idsOf(await rest.received(1)));
      rest.stop();
      expect(seen).toEqual(rung);
      expect(lasts).toEqual(['UNAVAILABLE with the last cursor', differences[name].lastWhenKilled]);
    });

    it('with a cursor that has expired says so by its code', async () => {
      const gone = cursorsOf('another key')({ epoch: 1, xid: 1n, id: 1n });
      const one = follow(gone);
      await one.ended();
      expect(one.results.flatMap(({ errors }) => errors?.map(codeOf))).toEqual(['CURSOR_EXPIRED']);
    });

    it('with a wrong key ends at once', async () => {
      const one = follow(await head(), 'cs_wrong');
      await one.ended();
      expect(one.results.map((result) => lastOf([result], ''))).toEqual([
        differences[name].watchWithWrongKey,
      ]);
    });

    it.each(['is revoked', 'expires'])('whose key %s ends and says so', async (what) => {
      const after = await head();
      const expiresAt = what === 'expires' ? new Date(Date.now() + 5_000).toISOString() : null;
      const { id, key } = await makeKey(expiresAt);
      const one = follow(after, key);
      const providerCallId = await ring();
      expect(idsOf(await one.received(1))).toEqual([providerCallId]);
      const revoke = 'mutation ($id: ID!) { revokeCallsApiKey(id: $id) { __typename } }';
      if (!expiresAt) await get(gateway.url, stage.t.tenantKey, revoke, { id });
      await one.ended();
      expect(one.results.at(-1)?.errors?.map(codeOf)).toEqual(['UNAUTHENTICATED']);
    });
  });

  async function openStreams(): Promise<number> {
    const series = await counted(new URL(stage.calls.url).origin, 'calls_subscribers');
    return Object.values(series)[0] ?? 0;
  }

  async function makeKey(expiresAt: string | null): Promise<{ id: string; key: string }> {
    const document = `mutation ($ids: [ID!], $expiresAt: DateTime) {
      createCallsApiKey(input: { name: "agent", lineIds: $ids, expiresAt: $expiresAt }) { ... on CallsApiKeyCreated { id key } } }`;
    type Data = { createCallsApiKey: { id: string; key: string } };
    const ids = [stage.t.lineId];
    return (await get<Data>(gateway.url, stage.t.tenantKey, document, { ids, expiresAt }))
      .createCallsApiKey;
  }
});

const cursorsIn = (results: readonly Result<Seen>[]) =>
  results.flatMap(({ data }) => data?.callEvents?.cursor ?? []);

const idsOf = (results: readonly Result<Seen>[]) =>
  results.flatMap(({ data }) => data?.callEvents?.call.providerCallId ?? []);

/** What tells of the end of a subscription. */
function lastOf(results: readonly Result<Seen>[], after: string): string {
  const [error] = results.at(-1)?.errors ?? [];
  if (!error) return 'nothing';
  const { cursor } = { ...error.extensions, ...Object(error.extensions?.upstream_extensions) };
  const code = codeOf(error) ?? 'an error without code';
  return cursor === undefined
    ? code
    : `${code} with ${cursor === after ? 'the last' : 'another'} cursor`;
}

function differenceOf(before: Record<string, number>, after: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([name, count]) => count !== 0 && name.startsWith('name=calls_by')),
  );
}
