import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const subscription = 'subscription { callEvents(filter: { callId: "call_1" }) { id } }';

describe('a stream of server-sent events that is about to open', () => {
  let door: Door;
  afterEach(() => door.stop());

  const open = (query: string) =>
    fetch(door.url, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'x-api-key': 'line-key',
      },
      body: JSON.stringify({ query }),
    });

  /** Requests that wait for the call that they name, until `goOn`. */
  async function openWaiting(query: string, count: number) {
    const { calls } = door.host;
    const { find, reject } = calls;
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    let waiting = 0;
    const wait = () => {
      waiting += 1;
      return promise;
    };
    calls.find = (...call) => wait().then(() => find(...call));
    calls.reject = (...request) => wait().then(() => reject(...request));
    const responses = Array.from({ length: count }, () => open(query));
    await eventually(() => waiting === count);
    return { responses: Promise.all(responses), goOn };
  }

  it('is refused if others have taken the last place meanwhile', async () => {
    door = await startDoor({ limits: { eventStreams: 2 } });
    const { responses, goOn } = await openWaiting(subscription, 5);
    goOn();
    const statuses = (await responses).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 503, 503, 503]);
    expect(door.host.events.openStreams()).toBe(2);
  });

  it('is refused if the process has begun to stop meanwhile', async () => {
    door = await startDoor({ timing: { drainSpreadMs: 0 } });
    const { responses, goOn } = await openWaiting(subscription, 1);
    await door.graphql.drain();
    goOn();
    const [response] = await responses;
    expect(response?.status).toBe(503);
    expect(await response?.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(door.host.events.openStreams()).toBe(0);
  });

  it('opens all the same for the result of a mutation, which has been carried out', async () => {
    door = await startDoor({ timing: { drainSpreadMs: 0 } });
    const mutation = 'mutation { rejectCall(id: "call_1") { __typename } }';
    const { responses, goOn } = await openWaiting(mutation, 1);
    await door.graphql.drain();
    goOn();
    const [response] = await responses;
    expect(await response?.text()).toContain('{"rejectCall":{"__typename":"CallRejected"}}');
  });
});
