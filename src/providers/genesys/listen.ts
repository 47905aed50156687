import type { Problem } from '../../call/problem.ts';
import { type Heard, ListenError } from '../provider.ts';
import type { ProviderHttp } from '../provider-http.ts';
import type { GenesysAccount } from './account.ts';
import type { Desk } from './call-wire.ts';
import { connectCometd } from './cometd-connection.ts';
import { createHeardQueue, type HeardQueue } from './heard-queue.ts';
import { signInProblem } from './listen-problem.ts';
import { callsChannel, devicesChannel, readNotification } from './notification.ts';
import { openSession, type Session } from './session.ts';
import { takeStock } from './take-stock.ts';

export interface ListenParts {
  readonly http: ProviderHttp;
  readonly polls: ProviderHttp;
  readonly account: GenesysAccount;
  readonly desk: Desk;
  readonly now: () => Date;
}

const queueLimit = 1000;
const tooMany: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Too many events of Genesys came before the calls that stand were read.',
};

/** In a session of its own, so that nothing of it can be mixed up with that of another line. */
export async function* listen(
  parts: ListenParts,
  signal: AbortSignal,
): AsyncGenerator<Heard, void> {
  const opening = await openSession(parts.http, parts.account, signal);
  if (signal.aborted) return;
  if (opening.is === 'closed') throw new ListenError(signInProblem(opening.answer));

  const ending = new AbortController();
  const queue = createHeardQueue(queueLimit);
  const connection = connect(parts, opening.session, queue, ending.signal);
  const onAbort = () => {
    ending.abort();
    queue.end();
  };
  signal.addEventListener('abort', onAbort);
  try {
    for (let heard = await queue.take(); heard; heard = await queue.take()) yield heard;
  } finally {
    signal.removeEventListener('abort', onAbort);
    ending.abort();
    await connection.close();
  }
}

/** What comes while stock is taken waits for it: the stock is older than that, or no newer. */
function connect(
  { account, desk, polls, now }: ListenParts,
  session: Session,
  queue: HeardQueue,
  signal: AbortSignal,
) {
  let held: [channel: string, data: unknown][] | undefined;
  let round = 0;
  const lose = (problem: Problem) => queue.fail(new ListenError(problem));

  async function catchUp(): Promise<void> {
    round += 1;
    const thisRound = round;
    held ??= [];
    const stock = await takeStock({ session, account, desk, now, signal });
    if (signal.aborted || thisRound !== round) return;
    if (stock.is === 'unknown') return lose(stock.problem);
    queue.push({ is: 'connected' }, ...stock.read());
    const waiting = held ?? [];
    held = undefined;
    for (const [channel, data] of waiting) tell(channel, data);
  }

  function tell(channel: string, data: unknown): void {
    const heard = readNotification(channel, data, desk);
    if (heard) queue.push(heard);
  }

  function hold(channel: string, data: unknown): void {
    if (!held) tell(channel, data);
    else if (held.push([channel, data]) > queueLimit) lose(tooMany);
  }

  return connectCometd(
    {
      session,
      polls,
      baseUrl: account.baseUrl,
      notificationsPath: account.notificationsPath,
      channels: [callsChannel, devicesChannel],
    },
    { onConnected: () => void catchUp(), onMessage: hold, onLost: lose },
  );
}
