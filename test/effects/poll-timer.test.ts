import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { createPollTimer } from '../../src/effects/poll-timer.ts';

const anHourMs = 3_600_000;

/** A wait that does not end early ends the test by its time limit. */
describe('a wait of an hour', () => {
  it('ends when an effect is due in two milliseconds', async () => {
    const timer = createPollTimer(anHourMs);
    for (let round = 0; round < 20; round++) {
      timer.restart();
      const wait = timer.untilDue();
      timer.wakeIn(2);
      await wait;
    }
  });

  it('ends at the earliest of the times at which effects are due', async () => {
    const timer = createPollTimer(anHourMs);
    timer.restart();
    const wait = timer.untilDue();
    timer.wakeIn(anHourMs / 2);
    timer.wakeIn(2);
    timer.wakeIn(anHourMs / 4);
    await wait;
  });

  it('does not begin if an effect became due during the poll before it', async () => {
    const timer = createPollTimer(anHourMs);
    timer.restart();
    timer.wakeIn(2);
    timer.restart();
    await sleep(10);
    await timer.untilDue();
  });

  it('does not begin if the loop was stopped during the poll before it', async () => {
    const timer = createPollTimer(anHourMs);
    timer.restart();
    timer.stop();
    await timer.untilDue();
  });
});
