import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { postEvent } from '../../support/webhook.ts';
import { askReport, hour, say } from './attrition-story.ts';

export function describeReport(database: 'postgres' | 'embedded'): void {
  describe(`attrition, on ${database}`, () => {
    let t: TestApp;
    let clock = hour(0);
    beforeAll(async () => {
      t = await startTestApp({ database, now: () => clock });
    });
    afterAll(() => t.stop());

    it('counts callers as they ring and write, once however often that is delivered', async () => {
      const post = (hours: number, event: object) => {
        clock = hour(hours);
        return postEvent(t.webhookUrl, event);
      };
      const [from, to] = ['+5511987650000', '+5511888888888'];
      const message = { from, to, id: 'msg_1', type: 'text', fromMe: false, content: 'a secret' };
      const data = { ...message, createdAt: hour(2).toISOString() };
      await post(1, {
        event: 'call.ringing',
        id: 'call_1',
        direction: 'INBOUND',
        peerNumber: from,
      });
      await post(1, { event: 'call.missed', id: 'call_1' });
      await post(2, { event: 'message.received', data });
      await post(2, { event: 'message.received', data });
      clock = hour(48);
      const report = await askReport(t.url, t.key, { bucket: 'WEEK' });
      expect(say(report.baseline)).toBe('1 callers: 1 back (1 wrote, 0 called), 0 not');
      expect(report.buckets.map(({ baseline }) => baseline.callers)).toEqual([1, 0, 0]);
    });
  });
}
