import { describe, expect, it } from 'vitest';
import type { LineId } from '../../../src/call/ids.ts';
import type { NotDone } from '../../../src/call/rejection.ts';
import type { LineAt } from '../../../src/use-cases/request-limiter.ts';
import { createSemaphore } from '../../../src/use-cases/semaphore.ts';
import { tooBusyToSend } from '../../../src/use-cases/work/attempt.ts';
import { createBreaker } from '../../../src/use-cases/work/circuit-breaker.ts';
import {
  createRequestLimiter,
  defaultLimits,
} from '../../../src/use-cases/work/create-request-limiter.ts';

const line: LineAt = { id: 'line_a' as LineId, provider: 'WAWP' };
const other: LineAt = { id: 'line_b' as LineId, provider: 'WAWP' };

type Outcome = {
  is: 'sent' | 'unknown' | 'refused';
  problem?: { kind: 'NO_ANSWER' | 'NOT_ALLOWED'; message: string };
};

const silent: Outcome = { is: 'unknown', problem: { kind: 'NO_ANSWER', message: 'silence' } };
const no: Outcome = { is: 'refused', problem: { kind: 'NOT_ALLOWED', message: 'no' } };

describe('the limiter of requests to a line’s provider', () => {
  it('lets so many through at once, and rejects before texts', async () => {
    const limiter = createRequestLimiter({ ...defaultLimits, atOnce: 1 });
    const order: string[] = [];
    const first = Promise.withResolvers<Outcome>();
    const pass = (name: string, operation: 'reject' | 'text') =>
      limiter.run(line, operation, async (): Promise<Outcome> => {
        order.push(name);
        return { is: 'sent' };
      });

    const holding = limiter.run(line, 'reject', () => first.promise);
    const waiting = [pass('text 1', 'text'), pass('text 2', 'text'), pass('reject', 'reject')];
    first.resolve({ is: 'sent' });
    await Promise.all([holding, ...waiting]);

    expect(order).toEqual(['reject', 'text 1', 'text 2']);
  });

  it('does not send what waits for its turn when the answer before asks the line to wait', async () => {
    const limiter = createRequestLimiter({ ...defaultLimits, atOnce: 1 }, () => 0);
    const problem = { kind: 'RATE_LIMITED', message: 'later' } as const;
    const later: NotDone = { is: 'not-done', problem, retryAfterMs: 3000 };
    const first = Promise.withResolvers<NotDone>();
    let sent = 0;
    const holding = limiter.run(line, 'reject', () => first.promise);
    const waiting = limiter.run(line, 'reject', async () => {
      sent++;
      return no;
    });
    first.resolve(later);
    await holding;

    const told = { is: 'not-done', problem: { kind: 'RATE_LIMITED' }, retryAfterMs: 3000 };
    expect([await waiting, sent]).toMatchObject([told, 0]);
  });

  it('sends no more than may wait, and says so', async () => {
    const limiter = createRequestLimiter({ ...defaultLimits, atOnce: 1, maxWaiting: 1 });
    const hold = Promise.withResolvers<Outcome>();
    const holding = limiter.run(line, 'reject', () => hold.promise);
    const waiting = limiter.run(line, 'reject', async () => no);
    const refused = await limiter.run(line, 'reject', async () => no);
    hold.resolve(no);
    await Promise.all([holding, waiting]);

    expect(refused).toMatchObject({ is: 'not-done', problem: { kind: 'UNAVAILABLE' } });
  });

  it('keeps one line’s trouble from the others', async () => {
    const limiter = createRequestLimiter({
      ...defaultLimits,
      failuresToOpen: 2,
      probeEveryMs: 60_000,
    });
    for (let n = 0; n < 2; n++) await limiter.run(line, 'reject', async () => silent);

    expect(await limiter.run(line, 'reject', async () => no)).toMatchObject({ is: 'not-done' });
    expect(await limiter.run(line, 'text', async () => no)).toBe(no);
    expect(await limiter.run(other, 'reject', async () => no)).toBe(no);
  });

  it('uses up no probe for a request that a full queue turns away', async () => {
    let now = 0;
    const settings = { atOnce: 1, maxWaiting: 0, failuresToOpen: 2, probeEveryMs: 500 };
    const limiter = createRequestLimiter(settings, () => now);
    for (let n = 0; n < 2; n++) await limiter.run(line, 'text', async () => silent);
    now = 500;
    const hold = Promise.withResolvers<Outcome>();
    const holding = limiter.run(line, 'reject', () => hold.promise);
    const turnedAway = await limiter.run(line, 'text', async () => no);
    hold.resolve(no);
    await holding;

    expect(turnedAway).toMatchObject({ problem: { message: expect.stringContaining('waiting') } });
    expect(await limiter.run(line, 'text', async () => silent)).toBe(silent);
    expect(await limiter.run(line, 'text', async () => no)).toMatchObject({ is: 'not-done' });
  });

  it('lets one of those that waited probe, when the breaker opened meanwhile', async () => {
    let now = 0;
    const settings = { atOnce: 1, maxWaiting: 9, failuresToOpen: 2, probeEveryMs: 500 };
    const limiter = createRequestLimiter(settings, () => now);
    let sent = 0;
    const rejectFive = () =>
      Promise.all(
        Array.from({ length: 5 }, () =>
          limiter.run(line, 'reject', async () => {
            sent++;
            return silent;
          }),
        ),
      );
    await rejectFive();
    expect(sent).toBe(2);
    now = 500;
    await rejectFive();
    expect(sent).toBe(3);
  });

  it('tells how many breakers are open, until a line answers again', async () => {
    const limiter = createRequestLimiter({ ...defaultLimits, failuresToOpen: 2, probeEveryMs: 0 });
    for (const one of [line, line, other, other]) {
      await limiter.run(one, 'reject', async () => silent);
    }
    expect(limiter.openBreakers()).toBe(2);
    await limiter.run(line, 'reject', async () => no);
    expect(limiter.openBreakers()).toBe(1);
  });

  it('takes a refusal for a sign of life', async () => {
    const limiter = createRequestLimiter({
      ...defaultLimits,
      failuresToOpen: 2,
      probeEveryMs: 60_000,
    });
    for (const answer of [silent, no, silent])
      await limiter.run(line, 'reject', async () => answer);

    expect(await limiter.run(line, 'reject', async () => no)).toBe(no);
  });

  it('does not take what we did not send for a silence of the provider', async () => {
    const limiter = createRequestLimiter({
      ...defaultLimits,
      failuresToOpen: 2,
      probeEveryMs: 60_000,
    });
    for (let n = 0; n < 3; n++) await limiter.run(line, 'reject', async () => tooBusyToSend);

    expect(await limiter.run(line, 'reject', async () => no)).toBe(no);
  });

  it('releases the permit when sending throws', async () => {
    const limiter = createRequestLimiter({ ...defaultLimits, atOnce: 1 });
    const broken = limiter.run(line, 'reject', () => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');

    expect(await limiter.run(line, 'reject', async () => no)).toBe(no);
  });
});

describe('a breaker', () => {
  it('lets a probe pass every so often, and closes when it comes back', () => {
    let now = 0;
    const breaker = createBreaker({ failuresToOpen: 2, probeEveryMs: 500 }, () => now);
    const passes = () => breaker.admits();
    breaker.record(true);
    breaker.record(true);
    const picture = [passes()];
    now = 500;
    picture.push(passes(), passes());
    now = 1000;
    picture.push(passes());
    breaker.record(false);
    picture.push(passes(), passes());

    expect(picture).toEqual([false, true, false, true, true, true]);
  });
});

describe('a semaphore', () => {
  it('hands each permit on, never loses one and never doubles one', async () => {
    const semaphore = createSemaphore(2, 100);
    let inside = 0;
    let most = 0;
    const visit = async (n: number) => {
      if (!(await semaphore.acquire(n % 3 === 0))) throw new Error('no permit');
      most = Math.max(most, ++inside);
      await Promise.resolve();
      inside--;
      semaphore.release();
    };
    await Promise.all(Array.from({ length: 50 }, (_, n) => visit(n)));

    expect({ inside, most }).toEqual({ inside: 0, most: 2 });
  });
});
