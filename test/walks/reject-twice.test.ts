import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';

interface Answer {
  __typename: string;
  replayed?: boolean;
  rejection?: { id: string; state: string };
  code?: string;
}

const rejectCall = `mutation ($id: ID!, $reason: CallRejectReasonInput, $key: String) {
  rejectCall(id: $id, reason: $reason, idempotencyKey: $key) {
    __typename
    ... on CallRejected { replayed rejection { id state } }
    ... on CallsUserError { code } } }`;

const rejectedOnce = [
  'RANG by PILOT_STATUS: RINGING',
  'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
  'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
];

describe('two wishes to reject', () => {
  let t: TestApp;
  let otherUrl: string;
  let callId: string;

  beforeAll(async () => {
    t = await startTestApp();
    otherUrl = (await t.another()).url;
  });
  afterAll(() => t.stop());

  beforeEach(async () => {
    callId = await ring();
  });

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  async function reject(
    variables: { id?: string; reason?: string; key?: string } = {},
    url = t.url,
    apiKey = t.key,
  ): Promise<Answer> {
    const given = { id: callId, reason: 'DECLINED', ...variables };
    return (await get<{ rejectCall: Answer }>(url, apiKey, rejectCall, given)).rejectCall;
  }

  async function expectOneRejection(answers: readonly Answer[]): Promise<void> {
    expect(answers.map((answer) => answer.__typename)).toEqual(answers.map(() => 'CallRejected'));
    expect(new Set(answers.map((answer) => answer.rejection?.id)).size).toBe(1);
    expect(requestsFor(callId)).toBe(1);
    await t.simulator.webhooks.settled();
    const history = await historyOf(t.url, t.key, callId);
    expect(history.filter((line) => !line.startsWith('NOTED'))).toEqual(rejectedOnce);
  }

  const requestsFor = (id: string) =>
    t.simulator.requests.filter((request) => request.callId === id).length;

  it('one after the other get the same rejection, and the provider one request', async () => {
    const answers = [await reject(), await reject()];
    expect(answers.map((answer) => answer.replayed)).toEqual([false, true]);
    await expectOneRejection(answers);
  });

  it('from ten connections at once get the same rejection, and the provider one request', async () => {
    t.simulator.fault('reject', { is: 'slow', ms: 50 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => reject()));
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    await expectOneRejection(answers);
  });

  it('at two processes at once get the same rejection, and the provider one request', async () => {
    const answers = await Promise.all(
      [t.url, otherUrl, t.url, otherUrl, otherUrl, t.url].map((url) => reject({}, url)),
    );
    await expectOneRejection(answers);
  });

  it('by our id and by the provider’s other id are wishes for the same call', async () => {
    const found = await get<{ call: { id: string } }>(
      t.url,
      t.key,
      'query ($id: ID!) { call(id: $id) { id } }',
      { id: callId },
    );
    const external = t.simulator.call(callId)?.externalCallId ?? '';
    await expectOneRejection([await reject({ id: found.call.id }), await reject({ id: external })]);
  });

  it('with the same idempotency key are one wish', async () => {
    const answers = [await reject({ key: 'one wish' }), await reject({ key: 'one wish' })];
    expect(answers.map((answer) => answer.replayed)).toEqual([false, true]);
    await expectOneRejection(answers);
  });

  it('with the same idempotency key at two processes at once are one wish', async () => {
    const answers = await Promise.all(
      [t.url, otherUrl, t.url, otherUrl].map((url) => reject({ key: 'at once' }, url)),
    );
    await expectOneRejection(answers);
  });

  it('with the same idempotency key for another call are a conflict, and the other call rings on', async () => {
    await reject({ key: 'for the first' });
    const other = await ring();
    expect(await reject({ id: other, key: 'for the first' })).toEqual({
      __typename: 'CallIdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await historyOf(t.url, t.key, other)).toEqual(['RANG by PILOT_STATUS: RINGING']);
    expect(requestsFor(other)).toBe(0);
  });

  it('of which the second has a key get the same rejection, and the key stands for this call', async () => {
    await expectOneRejection([await reject(), await reject({ key: 'afterwards' })]);
    const other = await ring();
    const answer = await reject({ id: other, key: 'afterwards' });
    expect(answer.__typename).toBe('CallIdempotencyConflict');
    expect(requestsFor(other)).toBe(0);
  });

  it('with the same idempotency key for two calls at once: one is rejected, one is a conflict', async () => {
    const other = await ring();
    const answers = await Promise.all([
      reject({ key: 'for both' }),
      reject({ id: other, key: 'for both' }, otherUrl),
    ]);
    expect(answers.map((answer) => answer.__typename).sort()).toEqual([
      'CallIdempotencyConflict',
      'CallRejected',
    ]);
    expect(requestsFor(callId) + requestsFor(other)).toBe(1);
  });

  it('with the same idempotency key from two API keys are two wishes', async () => {
    const { createCallsApiKey } = await get<{ createCallsApiKey: { key: string } }>(
      t.url,
      t.tenantKey,
      'mutation ($ids: [ID!]) { createCallsApiKey(input: { name: "other", lineIds: $ids }) { ... on CallsApiKeyCreated { key } } }',
      { ids: [t.lineId] },
    );
    const other = await ring();
    const answers = [
      await reject({ key: 'the usual' }),
      await reject({ id: other, key: 'the usual' }, t.url, createCallsApiKey.key),
    ];
    expect(answers.map((answer) => answer.__typename)).toEqual(['CallRejected', 'CallRejected']);
  });

  it('with the same idempotency key for another reason are a conflict', async () => {
    await reject({ key: 'declined' });
    const answer = await reject({ key: 'declined', reason: 'UNWANTED' });
    expect(answer.__typename).toBe('CallIdempotencyConflict');
  });

  it('of which the first was refused: the second is asked anew, the same key is not', async () => {
    t.simulator.fault('reject', {
      is: 'status',
      status: 409,
      body: { error: 'not connected', code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' },
    });
    const answers = [
      await reject({ key: 'refused' }),
      await reject({ key: 'refused' }),
      await reject(),
    ];
    expect(answers.map((answer) => answer.__typename)).toEqual([
      'CallRejectionRefused',
      'CallRejectionRefused',
      'CallRejected',
    ]);
    expect(requestsFor(callId)).toBe(2);
  });
});
