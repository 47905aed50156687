import { RequestError } from '../../../src/access/errors.ts';
import type {
  CallerAnswer,
  PerimeterControl,
  PoliciesInput,
} from '../../../src/use-cases/perimeter-control.ts';
import { ringingAt, sampleCaller, sampleDecision, sampleLine } from './samples.ts';

/** The perimeter's control in memory: one line, one caller, and what it was asked. */
export function createMemoryPerimeter() {
  const asked: unknown[] = [];
  const isLine = (id: string) => id === sampleLine().id;
  const change = (...what: unknown[]): CallerAnswer => {
    asked.push(what);
    const ref = what[1] as { id?: string; phone?: string };
    if (ref.id === 'clr_nobody') return { is: 'not-found' };
    if (ref.phone === 'nonsense') {
      return { is: 'invalid', problems: [{ field: 'caller.phone', message: 'Give a number.' }] };
    }
    return { is: 'changed', caller: { ...sampleCaller(1), tier: 'gold' } };
  };
  const control: PerimeterControl = {
    async setPolicies(_viewer, line, wish: PoliciesInput) {
      asked.push(wish);
      if (!isLine(line)) return { is: 'not-found' };
      if (wish.policies.length > 0) return { is: 'saved' };
      return { is: 'invalid', problems: [{ field: 'policies[0].mode', message: 'Wrong.' }] };
    },
    setKillSwitch: async (_viewer, line) => (isLine(line) ? 'set' : 'not-found'),
    async probe(_viewer, { lineId }) {
      if (!isLine(lineId)) throw new RequestError('BAD_USER_INPUT', 'There is no such line.');
      return {
        ...sampleDecision,
        followUp: { text: 'We are closed.', variant: 'quiet-hours/A', locale: 'en' },
        followUpWhenGone: { notSent: { reason: 'NO_COPY', because: 'none is written' } },
        held: { by: 'leg-cap', because: 'leg 3', outcome: { verdict: 'reject' } },
      };
    },
    tagCaller: async (_viewer, caller, tier) => change('tag', caller, tier),
    blockCaller: async (_viewer, caller, wish) => change('block', caller, wish),
    unblockCaller: async (_viewer, caller) => change('unblock', caller),
    setPresence: async (_viewer, { lineId }) => (isLine(lineId) ? 'set' : 'not-found'),
    reportBridge: async (_viewer, { name, state }) => ({ name, state, reportedAt: ringingAt }),
  };
  return { control, asked };
}
