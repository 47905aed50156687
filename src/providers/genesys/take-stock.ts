import type { Problem } from '../../call/problem.ts';
import type { Heard } from '../provider.ts';
import type { HttpAnswer } from '../provider-http.ts';
import type { GenesysAccount } from './account.ts';
import type { Desk } from './call-wire.ts';
import { requestProblem } from './listen-problem.ts';
import type { Session } from './session.ts';
import { callsIn, presenceIn, readSnapshot } from './snapshot.ts';
import { statusCodeIn } from './status-code.ts';

export interface StockParts {
  readonly session: Session;
  readonly account: GenesysAccount;
  readonly desk: Desk;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** `read` takes what was found into the memory of the line: to be called once, if at all. */
export type Stock =
  | { readonly is: 'taken'; read(): readonly Heard[] }
  | { readonly is: 'unknown'; readonly problem: Problem };

/** Signs the agent in for voice, so that there are events, and reads how the calls and the agent stand. */
export async function takeStock(parts: StockParts): Promise<Stock> {
  const { session, account, desk, now, signal } = parts;
  const connectedAt = now();
  if (account.startsSession) {
    const started = await session.send({ method: 'POST', path: '/api/v2/me', body: start, signal });
    if (!isStarted(started)) return { is: 'unknown', problem: notStarted(started) };
  }
  const get = (path: string) => session.send({ method: 'GET', path, signal });
  const [calls, user] = await Promise.all([
    get('/api/v2/me/calls?fields=*'),
    get('/api/v2/me?subresources=devices'),
  ]);
  const takenAt = now();
  const found = isOk(calls) ? callsIn(calls.body) : undefined;
  if (found === undefined) return { is: 'unknown', problem: requestProblem(calls) };
  return {
    is: 'taken',
    read() {
      const presence = isOk(user) ? presenceIn(user.body) : undefined;
      const signals = readSnapshot(found, { connectedAt, takenAt }, desk);
      return presence ? [...signals, presence] : signals;
    },
  };
}

const start = { operationName: 'StartContactCenterSession', channels: ['voice'] };

/** Where the agent is signed in for voice already, they say so: not now (2), exists (18) or in use (19). */
function isStarted(answer: HttpAnswer): boolean {
  if (answer.is !== 'answered') return false;
  const code = statusCodeIn(answer.body);
  return code === 0 || code === 2 || code === 18 || code === 19;
}

function notStarted(answer: HttpAnswer): Problem {
  const { kind, message, httpStatus } = requestProblem(answer);
  return { kind, message: `The agent was not signed in for voice. ${message}`, httpStatus };
}

function isOk(answer: HttpAnswer): answer is Extract<HttpAnswer, { is: 'answered' }> {
  if (answer.is !== 'answered' || answer.status !== 200) return false;
  return (statusCodeIn(answer.body) ?? 0) === 0;
}
