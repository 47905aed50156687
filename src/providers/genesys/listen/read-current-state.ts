import type { Problem } from '../../../call/problem.ts';
import type { CallSignal } from '../../../call/signal.ts';
import type { HttpAnswer } from '../../outgoing/provider-http.ts';
import type { AgentPresence } from '../../provider.ts';
import type { GenesysAccount } from '../account.ts';
import type { AgentState } from '../call-wire.ts';
import type { Session } from '../session.ts';
import { statusCodeIn } from '../status-code.ts';
import { requestProblem } from './listen-problem.ts';
import {
  type Agent,
  agentIn,
  callsIn,
  type HeldBackNumbers,
  mayNameAgent,
  readSnapshot,
} from './snapshot.ts';

export interface CurrentStateParts {
  readonly session: Session;
  readonly account: GenesysAccount;
  readonly agentState: AgentState;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** The connection is lost: no further request is sent, but answers are still used. */
  readonly isOver: () => boolean;
  readonly heldBackNumbers: HeldBackNumbers;
  tellCalls(signals: readonly CallSignal[]): void;
  tellPresence(presence: AgentPresence): void;
}

/**
 * If the account has `startsSession`, signs the agent in for voice, without which there are no events; otherwise another system does
 * that. Then reads the current calls and the agent's presence. Returns the problem because of which that failed; undefined if it
 * succeeded or is no longer needed.
 */
export async function readCurrentState(parts: CurrentStateParts): Promise<Problem | undefined> {
  const { session, account, agentState, now, signal } = parts;
  const connectedAt = now();
  if (account.startsSession) {
    const started = await session.send({ method: 'POST', path: '/api/v2/me', body: start, signal });
    if (!isStarted(started)) return notStarted(started);
  }
  if (parts.isOver()) return undefined;
  const get = (path: string) => session.send({ method: 'GET', path, signal });
  const agent = get('/api/v2/me?subresources=devices').then((user) =>
    isOk(user) ? agentIn(user.body) : nothingKnown,
  );
  const calls = await get('/api/v2/me/calls?fields=*');
  const listed = isOk(calls) ? callsIn(calls.body) : undefined;
  if (listed === undefined) return requestProblem(calls);
  const takenAt = now();
  // The numbers of the agent's own devices tell which participant of a call is the caller. They are waited for only if a call names
  // several numbers, because the answer about the user may come only at its deadline.
  const { ownNumbers } = mayNameAgent(listed) ? await agent : nothingKnown;
  const source = { connectedAt, takenAt, ownNumbers };
  parts.tellCalls(readSnapshot(listed, source, agentState, parts.heldBackNumbers));
  // Without a usable answer the presence stays as it was: no call is missed by that.
  const { presence } = await agent;
  if (presence) parts.tellPresence(presence);
  return undefined;
}

const nothingKnown: Agent = { ownNumbers: [] };

const start = { operationName: 'StartContactCenterSession', channels: ['voice'] };

/** The codes 2 (not valid now), 18 (exists) and 19 (in use) mean that the agent is already signed in for voice. */
function isStarted(answer: HttpAnswer): boolean {
  if (answer.is !== 'answered') return false;
  const code = statusCodeIn(answer.body);
  return code === 0 || code === 2 || code === 18 || code === 19;
}

function notStarted(answer: HttpAnswer): Problem {
  const problem = requestProblem(answer);
  return { ...problem, message: `The agent was not signed in for voice. ${problem.message}` };
}

/** A missing code is no failure here: the readers of the body find out whether it has what they need. */
function isOk(answer: HttpAnswer): answer is Extract<HttpAnswer, { is: 'answered' }> {
  if (answer.is !== 'answered' || answer.status !== 200) return false;
  return (statusCodeIn(answer.body) ?? 0) === 0;
}
