import type { ProviderParts } from '../kit/provider-parts.ts';
import type { Provider, ProviderLine } from '../provider.ts';
import { type GenesysAccount, readAccount } from './account.ts';
import { listen } from './listen/listen.ts';
import type { ListenTimeouts } from './listen/timing.ts';
import { createRenewingSession } from './renewing-session.ts';
import { credentialsVerdictOf, rejectOutcomeOf, stateIn } from './wire.ts';

export interface GenesysParts extends ProviderParts {
  /** The default is `usualTimeouts`. */
  readonly timeouts?: ListenTimeouts;
}

export function createGenesys(parts: GenesysParts): Provider<GenesysAccount> {
  return {
    name: 'GENESYS',
    rejection: { answer: 'RETURNED_TO_QUEUE', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(parts, account),
  } satisfies Provider<GenesysAccount>;
}

/** A line keeps one session for its requests; `listen` opens another one. */
function openLine(parts: GenesysParts, account: GenesysAccount): ProviderLine {
  const session = createRenewingSession(parts.http, account);

  return {
    async reject({ providerCallId }, signal) {
      const id = encodeURIComponent(providerCallId);
      const answer = await session.ask({
        method: 'POST',
        path: `/api/v2/me/calls/${id}`,
        body: { operationName: 'Reject' },
        signal,
      });
      return rejectOutcomeOf(answer, providerCallId);
    },

    async lookUp({ providerCallId }, signal) {
      const id = encodeURIComponent(providerCallId);
      const path = `/api/v2/me/calls/${id}`;
      return stateIn(await session.ask({ method: 'GET', path, signal }));
    },

    /** Signs the agent in for requests, which does not make it ready for calls. */
    async checkCredentials(signal) {
      return credentialsVerdictOf(await session.ask({ method: 'GET', path: '/api/v2/me', signal }));
    },

    listen: (signal, recorded) => listen({ ...parts, account }, signal, recorded),
  };
}
