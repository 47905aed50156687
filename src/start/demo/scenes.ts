import { people } from './people.ts';
import type { DemoSimulators } from './simulators.ts';

/** Something that happens in the demo. `after(ms, then)` schedules what happens later in the scene. */
export type Scene = (simulators: DemoSimulators, after: After) => void;
export type After = (ms: number, then: () => void) => void;

const { ana, ben, chidi, dana, erik, fatima, grace, robocaller } = people;
/** Telnyx writes numbers with a plus. */
const withPlus = <Person extends { from: string }>(person: Person) => ({
  ...person,
  from: `+${person.from}`,
});

/** Rings for long enough to be rejected by hand. */
export const firstCall: Scene = ({ pilotStatus }) => {
  pilotStatus.ring({ ...ben, ringLimitMs: 110_000 });
};

/** Played one after the other, and again from the first. */
export const scenes: readonly Scene[] = [
  // The robocaller rings three times within a minute, which the throttle does not allow.
  ({ wawp }, after) => {
    for (const n of [0, 1, 2]) {
      after(n * 5_000, () => {
        const call = wawp.ring(robocaller);
        after(3_500, () => wawp.hangUp(call.id));
      });
    }
  },
  ({ wuts }) => void wuts.ring(dana),
  // The agent is in a call, so the next call returns to its queue and is offered again.
  ({ genesys }, after) => {
    const first = genesys.ring({ from: chidi.from });
    after(2_000, () => genesys.answer(first.id));
    after(6_000, () => void genesys.ring({ from: grace.from }));
    after(24_000, () => genesys.hangUp(first.id));
    after(32_000, () => endAll(genesys));
  },
  ({ waha }, after) => {
    const call = waha.ring({ ...ana, isVideo: true });
    after(6_000, () => waha.answer(call.id));
    after(26_000, () => waha.hangUp(call.id));
  },
  // The caller hangs up before an agent can answer.
  ({ telnyx }, after) => {
    const call = telnyx.ring(withPlus(erik));
    after(4_000, () => telnyx.hangUp(call.id));
  },
  ({ pilotStatus }) => void pilotStatus.ring({ ...fatima, ringLimitMs: 40_000 }),
  // WhatsApp names this caller only by a LID, an id that hides the phone number.
  ({ waha }) => void waha.ring({ from: '812345678901234@lid', name: 'Hidden' }),
  ({ telnyx }, after) => {
    const call = telnyx.ring(withPlus(grace));
    after(7_000, () => telnyx.answer(call.id));
    after(30_000, () => telnyx.hangUp(call.id));
  },
  ({ wuts }) => void wuts.ring(erik),
  // The caller writes before ringing, as the policy “Write first” asks.
  ({ pilotStatus }, after) => {
    pilotStatus.write(ana.from, 'May I call you?');
    after(2_000, () => {
      const call = pilotStatus.ring(ana);
      after(5_000, () => pilotStatus.answer(call.id));
      after(20_000, () => pilotStatus.hangUp(call.id));
    });
  },
];

/** Hangs up every call that rings at the agent or that the agent has answered. */
function endAll(genesys: DemoSimulators['genesys']): void {
  const [agent] = genesys.agents;
  for (const { id } of genesys.legsOf(agent?.username ?? '')) genesys.hangUp(id);
}
