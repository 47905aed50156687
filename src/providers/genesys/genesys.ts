import type { Provider, ProviderLine } from '../provider.ts';
import type { ProviderHttp } from '../provider-http.ts';
import { type GenesysAccount, readAccount } from './account.ts';
import type { Desk } from './call-wire.ts';
import { createLegs, idOf } from './legs.ts';
import { listen } from './listen.ts';
import { createRenewingSession } from './renewing-session.ts';
import { rejectOutcomeOf } from './wire.ts';

/** `polls` carries what waits for events, one connection for each line that listens, so that no reject waits behind them. */
export function createGenesys(http: ProviderHttp, polls: ProviderHttp): Provider<GenesysAccount> {
  return {
    name: 'GENESYS',
    rejection: { answer: 'RETURNED_TO_QUEUE', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(http, polls, account),
  } satisfies Provider<GenesysAccount>;
}

/** A line remembers its session and its legs: whoever listens to it again keeps it. */
function openLine(http: ProviderHttp, polls: ProviderHttp, account: GenesysAccount): ProviderLine {
  const session = createRenewingSession(http, account);
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

    listen: (signal) => listen({ http, polls, account, desk }, signal),
  };
}
