import type { Failure } from './reply.ts';

/** The outcome of a request that needs the caller's address, if no event of the call has named the caller. */
export function nobodyToReach(provider: string): Failure {
  const message = `${provider} needs the caller's address, but has not reported it: nothing was sent.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message } };
}
