import type { ProviderHttp } from '../../outgoing/provider-http.ts';
import { type Heard, ListenError, type RecordedCall } from '../../provider.ts';
import type { GenesysAccount } from '../account.ts';
import { createLegs } from '../legs.ts';
import { openSession } from '../session.ts';
import { createHeardQueue } from './heard-queue.ts';
import { startHearing } from './hearing.ts';
import { signInProblem } from './listen-problem.ts';
import { type ListenTimeouts, usualTimeouts } from './timing.ts';

export interface ListenParts {
  readonly http: ProviderHttp;
  /** With its own connections and a long timeout, so that long polls do not delay requests to reject. */
  readonly polls: ProviderHttp;
  readonly account: GenesysAccount;
  readonly now: () => Date;
  readonly timeouts?: ListenTimeouts;
}

const queueLimit = 1000;

/**
 * Listens in a session of its own, so that its cookies cannot be mixed up with those of another line. `recorded` are the line's
 * recorded calls, which tell whether a leg that Genesys reports is already known.
 */
export async function* listen(
  { timeouts = usualTimeouts, ...parts }: ListenParts,
  signal: AbortSignal,
  recorded: readonly RecordedCall[],
): AsyncGenerator<Heard, void> {
  const opening = await openSession(parts.http, parts.account, signal);
  if (signal.aborted) return;
  if (opening.is === 'closed') throw new ListenError(signInProblem(opening.answer));

  const queue = createHeardQueue(queueLimit);
  // `site`: an extension is unique only within one site.
  const agentState = { legs: createLegs(recorded), site: new URL(parts.account.baseUrl).host };
  const { session } = opening;
  const hearing = startHearing({ ...parts, timeouts, session, agentState, queue, signal });
  const onAbort = () => queue.finish();
  signal.addEventListener('abort', onAbort);
  try {
    // `take` waits for the next event, and returns nothing when the queue is finished and empty.
    for (let heard = await queue.take(); heard; heard = await queue.take()) yield heard;
    await hearing.stop();
    // A finished queue still takes events in: `stop` has waited for the answers to open requests, which may have brought some.
    for (let heard = await queue.take(); heard; heard = await queue.take()) yield heard;
  } finally {
    // Also reached when the reader ends the loop above.
    signal.removeEventListener('abort', onAbort);
    await hearing.stop();
  }
  if (queue.problem && !signal.aborted) throw new ListenError(queue.problem);
}
