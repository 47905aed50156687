import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { historyOf } from '../support/picture.ts';
import { postEvent } from '../support/webhook.ts';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

const post = (event: object) => postEvent(t.webhookUrl, event);

it.each(['aaa_before', 'zzz_after'])(
  'an event that names two calls is of the one that it names first, be the other %s',
  async (externalCallId) => {
    const id = `call_OF_${externalCallId}`;
    await post({ event: 'call.ringing', id, direction: 'INBOUND', peerNumber: '5511999990000' });
    await post({ event: 'call.connected', externalCallId });
    await post({ event: 'call.ended', id, externalCallId, status: 'COMPLETED' });

    expect(await historyOf(t.url, t.key, id)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'ENDED by PILOT_STATUS: ENDED',
    ]);
    expect(await historyOf(t.url, t.key, externalCallId)).toEqual([
      'ANSWERED by PILOT_STATUS: ANSWERED',
    ]);
  },
);
