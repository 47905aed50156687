import type { Fault } from '../../../src/simulator/kit/fault.ts';

export const lost = { is: 'unknown', problem: { kind: 'NO_ANSWER' } };
export const notReached = { is: 'not-done', problem: { kind: 'UNAVAILABLE' } };
const echo = { error: 'The key CANARY is wrong', code: 'KEY_CANARY', CANARY: true };

/** What goes wrong, and what every provider makes of it. */
export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  /** The answer does not come in time: only here is our deadline a short one. */
  readonly isLate?: true;
  readonly outcome: { readonly is: string; readonly [more: string]: unknown };
}

export const faults: FaultCase[] = [
  { name: 'no answer in time', isLate: true, fault: { is: 'hang' }, outcome: lost },
  {
    name: 'done, answered too late',
    isLate: true,
    fault: { is: 'process-then-slow', ms: 600 },
    outcome: lost,
  },
  { name: 'reset before processing', fault: { is: 'reset-before-processing' }, outcome: lost },
  {
    name: '401',
    fault: { is: 'status', status: 401, body: echo },
    outcome: { is: 'refused', problem: { kind: 'WRONG_CREDENTIALS', httpStatus: 401 } },
  },
  {
    name: '403',
    fault: { is: 'status', status: 403, body: echo },
    outcome: { is: 'refused', problem: { kind: 'NOT_ALLOWED', httpStatus: 403 } },
  },
  {
    name: '429 with Retry-After',
    fault: { is: 'status', status: 429, headers: { 'retry-after': '3' } },
    outcome: { is: 'not-done', retryAfterMs: 3000, problem: { kind: 'RATE_LIMITED' } },
  },
  {
    name: '500',
    fault: { is: 'status', status: 500, body: echo },
    outcome: { is: 'unknown', problem: { kind: 'UNAVAILABLE', httpStatus: 500 } },
  },
  {
    name: 'a redirect',
    fault: { is: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    outcome: { is: 'unknown', problem: { httpStatus: 302 } },
  },
  { name: 'HTML', fault: { is: 'garbage', body: 'html' }, outcome: { is: 'unknown' } },
  { name: 'XML', fault: { is: 'garbage', body: 'xml' }, outcome: { is: 'unknown' } },
  { name: 'a huge body', fault: { is: 'garbage', body: 'huge' }, outcome: lost },
  {
    name: 'broken JSON',
    fault: { is: 'garbage', body: 'invalid-json' },
    outcome: { is: 'unknown' },
  },
];

export const rejectFaults: FaultCase[] = [
  {
    name: '503 with Retry-After',
    fault: { is: 'status', status: 503, headers: { 'retry-after': '1' } },
    outcome: { is: 'not-done', retryAfterMs: 1000, problem: { kind: 'UNAVAILABLE' } },
  },
];
