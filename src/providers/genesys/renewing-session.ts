import type { HttpAnswer, ProviderHttp } from '../outgoing/provider-http.ts';
import type { GenesysAccount } from './account.ts';
import { openSession, type Session, type SessionRequest } from './session.ts';
import { statusCodeIn } from './status-code.ts';

/** With `no-session` and `session-lost`, the request was certainly not carried out. */
export type SessionAnswer =
  | HttpAnswer
  /** Signing in failed. */
  | { readonly is: 'no-session'; readonly answer: HttpAnswer }
  /** Genesys no longer knew the session, which it checks before the request. The next request begins a new session. */
  | { readonly is: 'session-lost'; readonly answer: HttpAnswer };

export interface RenewingSession {
  ask(request: SessionRequest): Promise<SessionAnswer>;
}

/**
 * If this many new sessions in a row are lost with their first request, the answer itself is returned, which counts as a
 * refusal. Otherwise wrong credentials would look like lost sessions for ever.
 */
const maxLostAtOnce = 2;

/** Signs in for the first request, and for the next request after the session was lost. */
export function createRenewingSession(
  http: ProviderHttp,
  account: GenesysAccount,
): RenewingSession {
  let session: Session | undefined;
  /** The number of new sessions in a row that were lost with their first request. */
  let lostAtOnce = 0;

  /** Does nothing if a concurrent request has already replaced the lost session. */
  function lose(lost: Session, isNew: boolean): void {
    if (session !== lost) return;
    session = undefined;
    if (isNew) lostAtOnce += 1;
  }

  return {
    async ask(request) {
      const existing = session;
      const opening = existing
        ? ({ is: 'open', session: existing } as const)
        : await openSession(http, account, request.signal);
      if (opening.is === 'closed') return { is: 'no-session', answer: opening.answer };
      session = opening.session;
      const answer = await opening.session.send(request);
      if (!isSessionLost(answer)) {
        lostAtOnce = 0;
        return answer;
      }
      lose(opening.session, existing === undefined);
      if (lostAtOnce < maxLostAtOnce) return { is: 'session-lost', answer };
      lostAtOnce = 0;
      return answer;
    },
  };
}

/** The statusCode 20 means "not authenticated". */
export function isSessionLost(answer: HttpAnswer): boolean {
  if (answer.is !== 'answered') return false;
  if (answer.status === 401) return true;
  // The session's token against cross-site request forgery (CSRF) is no longer valid. A new session gets another.
  if (answer.status === 403 && /csrf/i.test(answer.body)) return true;
  return statusCodeIn(answer.body) === 20;
}
