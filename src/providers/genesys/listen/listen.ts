import type { ProviderHttp } from '../../outgoing/provider-http.ts';
import { type Heard, type HeldCall, ListenError } from '../../provider.ts';
import type { GenesysAccount } from '../account.ts';
import { createLegs } from '../legs.ts';
import { openSession } from '../session.ts';
import { createHeardQueue } from './heard-queue.ts';
import { startHearing } from './hearing.ts';
import { signInProblem } from './listen-problem.ts';
import { type ListenTimeouts, usualTimeouts } from './timing.ts';

export interface ListenParts {
  readonly http: ProviderHttp;
  readonly polls: ProviderHttp;
  readonly account: GenesysAccount;
  readonly now: () => Date;
  readonly timeouts?: ListenTimeouts;
}

const queueLimit = 1000;

/** Listens in a session of its own, so that its cookies cannot be mixed up with those of another line. */
export async function* listen(
  { timeouts = usualTimeouts, ...parts }: ListenParts,
  signal: AbortSignal,
  held: readonly HeldCall[],
): AsyncGenerator<Heard, void> {
  const opening = await openSession(parts.http, parts.account, signal);
  if (signal.aborted) return;
  if (opening.is === 'closed') throw new ListenError(signInProblem(opening.answer));

  const queue = createHeardQueue(queueLimit);
  const desk = { legs: createLegs(held), site: new URL(parts.account.baseUrl).host };
  const { session } = opening;
  const hearing = startHearing({ ...parts, timeouts, session, desk, queue, signal });
  const onAbort = () => queue.finish();
  signal.addEventListener('abort', onAbort);
  try {
    for (let heard = await queue.take(); heard; heard = await queue.take()) yield heard;
    await hearing.stop();
    // Events that arrived before the end of the connection are still delivered.
    for (let heard = await queue.take(); heard; heard = await queue.take()) yield heard;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await hearing.stop();
  }
  if (queue.problem && !signal.aborted) throw new ListenError(queue.problem);
}
