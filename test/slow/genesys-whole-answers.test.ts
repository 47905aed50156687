import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { hear } from '../providers/contract/hearing.ts';
import { legs, secondPoll } from '../providers/genesys-polls.ts';
import {
  byTheBook,
  patient,
  type Script,
  startScripted,
  told,
} from '../providers/genesys-scripted.ts';
import { hearConnected, story } from '../providers/genesys-stage.ts';
import { apart } from '../providers/outgoing/loopback.ts';

describe.concurrent('what a whole answer told is heard although listening did not begin', () => {
  const advice = { reconnect: 'none' };
  /** A poll that ends the connection, once something else has come so far. */
  const endsAfter =
    (what: Promise<unknown>): Script =>
    async (asked, nth) => {
      const replies = byTheBook.connect(asked);
      if (nth === 1) return replies;
      await what;
      return replies.map((reply) => ({ ...reply, advice }));
    };

  it(
    'by a snapshot, while the agent was still asked about',
    apart(async () => {
      const told = Promise.withResolvers<void>();
      const { line } = await startScripted(
        {
          calls: () => legs(['Ringing', 'Established']),
          agent() {
            setTimeout(told.resolve, 100);
            return 'hang';
          },
          connect: endsAfter(told.promise),
        },
        patient,
      );
      const { ended, heard } = hear(line);
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'NOT_CONNECTED' } });
      expect(story(heard)).toEqual(['connected', 'leg 1 ringing', 'leg 2 answered']);
    }),
  );

  it(
    'by a snapshot that was under way when the connection was lost',
    apart(async () => {
      const asked = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const { line } = await startScripted(
        {
          async calls() {
            asked.resolve();
            await ended.promise;
            // The client, which is in this process, reads the end of the connection meanwhile.
            for (let turn = 0; turn < 200; turn++) await nextTurn();
            return legs(['Ringing']);
          },
          async connect(polls, nth) {
            const replies = await endsAfter(asked.promise)(polls, nth);
            if (nth > 1) ended.resolve();
            return replies;
          },
        },
        patient,
      );
      const { ended: listening, heard } = hear(line);
      await expect(listening).rejects.toMatchObject({ problem: { kind: 'NOT_CONNECTED' } });
      expect(story(heard)).toEqual(['leg 1 ringing']);
    }),
  );

  it(
    'by a poll, while the snapshot before it never came',
    apart(async () => {
      const { line } = await startScripted(
        {
          calls: () => new Promise(() => {}),
          connect: secondPoll((reply) => ({ ...reply, advice })),
        },
        patient,
      );
      const { ended, heard } = hear(line);
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'NOT_CONNECTED' } });
      expect(story(heard)).toEqual(['leg 1 ringing']);
    }),
  );

  it(
    'by the poll with which it signed off',
    apart(async () => {
      const { promise: signsOff, resolve } = Promise.withResolvers<void>();
      const { line, counts } = await startScripted(
        {
          async connect(asked, nth) {
            if (nth === 1) return byTheBook.connect(asked);
            await signsOff;
            return [told('013V1', 'Ringing'), ...byTheBook.connect(asked)];
          },
          disconnect(asked) {
            resolve();
            return byTheBook.subscribe(asked);
          },
        },
        patient,
      );
      const { heard, until, stop } = await hearConnected(line);
      await until(() => expect(counts.connect).toBe(2));
      await stop();
      expect(story(heard)).toEqual(['connected', 'leg 1 ringing']);
    }),
  );
});
