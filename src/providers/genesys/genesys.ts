import type { Provider, ProviderLine } from '../provider.ts';
import type { ProviderHttp } from '../provider-http.ts';
import { type GenesysAccount, readAccount } from './account.ts';
import type { Desk } from './call-wire.ts';
import { createLegs, idOf } from './legs.ts';
import { listen } from './listen.ts';
import { createRenewingSession } from './renewing-session.ts';
import { rejectOutcomeOf, standingIn } from './wire.ts';

export interface GenesysParts {
  readonly http: ProviderHttp;
  /** Carries what waits for events, one connection for each line that listens, so that no reject waits behind them. */
  readonly polls: ProviderHttp;
  readonly now: () => Date;
}

export function createGenesys(parts: GenesysParts): Provider<GenesysAccount> {
  return {
    name: 'GENESYS',
    rejection: { answer: 'RETURNED_TO_QUEUE', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(parts, account),
  } satisfies Provider<GenesysAccount>;
}

/** A line remembers its session and its legs: whoever listens to it again keeps it. */
function openLine(parts: GenesysParts, account: GenesysAccount): ProviderLine {
  const session = createRenewingSession(parts.http, account);
  const desk: Desk = { legs: createLegs(), site: new URL(account.baseUrl).host };

  return {
    async reject({ providerCallId }, signal) {
      const id = encodeURIComponent(idOf(providerCallId));
      const answer = await session.ask({
        method: 'POST',
        path: `/api/v2/me/calls/${id}`,
        body: { operationName: 'Reject' },
        signal,
      });
      return rejectOutcomeOf(answer);
    },

    async lookUp({ providerCallId }, signal) {
      const id = encodeURIComponent(idOf(providerCallId));
      const path = `/api/v2/me/calls/${id}`;
      return standingIn(await session.ask({ method: 'GET', path, signal }));
    },

    listen: (signal) => listen({ ...parts, account, desk }, signal),
  };
}
