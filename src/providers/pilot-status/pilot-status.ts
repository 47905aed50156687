import type { Provider, ProviderLine, TextRecipient } from '../provider.ts';
import type { HttpAnswer, HttpRequest, ProviderHttp } from '../provider-http.ts';
import { credentialHeader, type PilotStatusAccount, readAccount } from './account.ts';
import { readWebhook } from './webhook.ts';
import { rejectOutcomeOf, sendOutcomeOf, standingIn } from './wire.ts';

export function createPilotStatus(http: ProviderHttp): Provider<PilotStatusAccount> {
  return {
    name: 'PILOT_STATUS',
    rejection: { answer: 'CONFIRMED', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(http, account),
  } satisfies Provider<PilotStatusAccount>;
}

function openLine(http: ProviderHttp, account: PilotStatusAccount): ProviderLine {
  const ask = (
    method: HttpRequest['method'],
    path: string,
    request: Partial<HttpRequest>,
  ): Promise<HttpAnswer> =>
    http.request({
      ...request,
      method,
      url: account.baseUrl + path,
      headers: { accept: 'application/json', ...credentialHeader(account), ...request.headers },
    });

  const post = (path: string, request: Partial<HttpRequest>) => ask('POST', path, request);

  return {
    async lookUp({ providerCallId }, signal) {
      return standingIn(
        await ask('GET', `/v1/calls/${encodeURIComponent(providerCallId)}`, { signal }),
      );
    },

    async reject({ providerCallId }, signal) {
      const path = `/v1/calls/${encodeURIComponent(providerCallId)}/reject`;
      return rejectOutcomeOf(await post(path, { signal }));
    },

    async sendText(to, text, signal) {
      const answer = await post('/v1/messages/send', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, destinationNumber: destinationOf(to) }),
        signal,
      });
      return sendOutcomeOf(answer);
    },

    webhook: (request) => readWebhook(account.webhookSecret, request),
  };
}

/** E.164 where there is a number; otherwise their own id of the person, as they gave it. */
function destinationOf({ phone, callerAtProvider }: TextRecipient): string {
  const known = phone ?? callerAtProvider;
  return /^\d{10,15}$/.test(known) ? `+${known}` : known;
}
