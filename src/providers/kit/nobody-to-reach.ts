import type { Failure } from './reply.ts';

/** For a request that needs the caller, of a call whose caller no event has named. */
export function nobodyToReach(provider: string): Failure {
  const message = `${provider} has not told who the caller is, and wants to know it: nothing was sent.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message } };
}
