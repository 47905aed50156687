import type { SendOutcome } from '../../call/rejection.ts';
import { isSameCaller } from '../kit/jid.ts';
import { jsonPoster } from '../kit/post-json.ts';
import type { ProviderParts } from '../kit/provider-parts.ts';
import type { HttpAnswer, HttpRequest, ProviderHttp } from '../outgoing/provider-http.ts';
import type { Provider, ProviderLine, TextRecipient } from '../provider.ts';
import { credentialHeader, type PilotStatusAccount, readAccount } from './account.ts';
import { credentialsVerdictOf } from './credentials-verdict.ts';
import { filledVariables, type PilotStatusTemplate } from './template.ts';
import { readWebhook } from './webhook.ts';
import { isOutsideWindow, rejectOutcomeOf, sendOutcomeOf, stateIn } from './wire.ts';

export function createPilotStatus({ http }: ProviderParts): Provider<PilotStatusAccount> {
  return {
    name: 'PILOT_STATUS',
    // An answer can itself say that the call was rejected, and an event says so again.
    rejection: { answer: 'CONFIRMED', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(http, account),
  } satisfies Provider<PilotStatusAccount>;
}

function openLine(http: ProviderHttp, account: PilotStatusAccount): ProviderLine {
  const ask = (
    method: HttpRequest['method'],
    path: string,
    signal: AbortSignal,
  ): Promise<HttpAnswer> =>
    http.request({
      method,
      url: account.baseUrl + path,
      headers: { accept: 'application/json', ...credentialHeader(account) },
      signal,
    });

  const postJson = jsonPoster(http, credentialHeader(account));
  const send = async (message: object, signal: AbortSignal): Promise<SendOutcome> =>
    sendOutcomeOf(await postJson(`${account.baseUrl}/v1/messages/send`, message, signal));

  const template = account.textTemplate;
  const sendTemplate = template && templateSender(send, template);

  return {
    async lookUp({ providerCallId }, signal) {
      return stateIn(
        await ask('GET', `/v1/calls/${encodeURIComponent(providerCallId)}`, signal),
        providerCallId,
      );
    },

    async checkCredentials(signal) {
      return credentialsVerdictOf(await ask('GET', '/v1/calls?limit=1', signal));
    },

    async reject({ providerCallId }, signal) {
      const path = `/v1/calls/${encodeURIComponent(providerCallId)}/reject`;
      return rejectOutcomeOf(await ask('POST', path, signal), providerCallId);
    },

    isCaller: isSameCaller,

    async sendText(to, text, signal) {
      const outcome = await send({ text, destinationNumber: destinationOf(to) }, signal);
      // Plain texts are only for callers who wrote in the last 24 hours. An approved template is for all.
      const wantsTemplate = outcome.is === 'refused' && isOutsideWindow(outcome.problem);
      return wantsTemplate && sendTemplate ? sendTemplate(to, text, signal) : outcome;
    },

    // For a plain text that was accepted, and later reported as not delivered.
    ...(sendTemplate && { sendTemplate }),

    webhook: (request) => readWebhook(account, request),
    // Without a secret, only the webhook's URL proves that a request comes from Pilot Status.
    ...(account.webhookSecret === undefined && { webhookProof: 'address' }),
  };
}

function templateSender(
  send: (message: object, signal: AbortSignal) => Promise<SendOutcome>,
  template: PilotStatusTemplate,
): NonNullable<ProviderLine['sendTemplate']> {
  return async (to, text, signal) => {
    const { templateId } = template;
    const variables = filledVariables(template, text);
    const message = { templateId, variables, destinationNumber: destinationOf(to) };
    const outcome = await send(message, signal);
    return outcome.is === 'sent' ? { ...outcome, asTemplate: true } : outcome;
  };
}

/** The caller's number, from the id by which Pilot Status reported the caller, or else from `phone`; without a number, that id. */
function destinationOf({ phone, callerAtProvider }: TextRecipient): string {
  if (/^\+?\d{10,15}$/.test(callerAtProvider)) return `+${callerAtProvider.replace('+', '')}`;
  return phone ?? callerAtProvider;
}
