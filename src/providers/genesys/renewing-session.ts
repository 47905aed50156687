import type { HttpAnswer, ProviderHttp } from '../provider-http.ts';
import type { GenesysAccount } from './account.ts';
import { openSession, type Session, type SessionRequest } from './session.ts';
import { statusCodeIn } from './status-code.ts';

/** `no-session`: signing in failed, so the request itself was certainly not sent. */
export type SessionAnswer = HttpAnswer | { readonly is: 'no-session'; readonly answer: HttpAnswer };

export interface RenewingSession {
  ask(request: SessionRequest): Promise<SessionAnswer>;
}

/** Signs in when first asked, and once more when the session turns out to be lost, be it the one just opened. */
export function createRenewingSession(
  http: ProviderHttp,
  account: GenesysAccount,
): RenewingSession {
  let session: Session | undefined;

  async function askAnew(request: SessionRequest): Promise<SessionAnswer> {
    const opening = await openSession(http, account, request.signal);
    if (opening.is === 'closed') return { is: 'no-session', answer: opening.answer };
    session = opening.session;
    return session.send(request);
  }

  return {
    async ask(request) {
      const answer = session ? await session.send(request) : await askAnew(request);
      // They look at the session before the request: nothing of it was done.
      const isLost = answer.is !== 'no-session' && isSessionLost(answer);
      return isLost ? askAnew(request) : answer;
    },
  };
}

export function isSessionLost(answer: HttpAnswer): boolean {
  if (answer.is !== 'answered') return false;
  if (answer.status === 401) return true;
  if (answer.status === 403 && /csrf/i.test(answer.body)) return true;
  return statusCodeIn(answer.body) === 20;
}
