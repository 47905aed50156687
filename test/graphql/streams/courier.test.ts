import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCourier } from '../../../src/graphql/callbacks/courier.ts';
import { type ClosingCallbackHttp, openCallbackHttp } from '../../../src/wiring/callback-http.ts';
import { type CallbackReceiver, startCallbackReceiver } from '../support/callback-receiver.ts';

let router: CallbackReceiver;
let http: ClosingCallbackHttp | null;
let abort: AbortController;
/** The outcomes that were counted. */
const counted: string[] = [];

beforeEach(async () => {
  counted.length = 0;
  abort = new AbortController();
  router = await startCallbackReceiver();
  http = openCallbackHttp([router.host]);
});
afterEach(async () => {
  await http?.close();
  await router.stop();
});

/** Sends a message up to five times, with pauses of half an hour. */
function deliver(onCounted = () => {}) {
  if (http === null) throw new Error('no host is listed');
  const onCallback = (_: string, outcome: string) => {
    counted.push(outcome);
    onCounted();
  };
  const courier = createCourier({ http, onCallback, timeoutMs: 60_000, waitMs: 3_600_000 });
  const target = { id: 's1', verifier: 'the verifier', url: router.url, heartbeatMs: 0 };
  return courier.deliver(target, { action: 'next', fields: '' }, 5, abort.signal);
}

it('sends nothing more when it is stopped between two attempts', async () => {
  router.answerWith(() => 503);
  const stopping = abort;
  const delivery = await deliver(() => setImmediate(() => stopping.abort()));
  expect({ delivery, counted, sent: router.received.length }).toEqual({
    delivery: { is: 'given up', because: 'it answered 503' },
    counted: ['NOT_TAKEN'],
    sent: 1,
  });
});

it('counts no answer of the router that it did not wait for', async () => {
  router.answerWith(() => {
    abort.abort();
    return 'hang';
  });
  expect(await deliver()).toMatchObject({ is: 'given up' });
  expect({ counted, sent: router.received.length }).toEqual({ counted: [], sent: 1 });
});

it('sends nothing when it is stopped before', async () => {
  abort.abort();
  expect(await deliver()).toEqual({ is: 'given up', because: 'the subscription ended' });
  expect({ counted, sent: router.received.length }).toEqual({ counted: [], sent: 0 });
});
