import { jsonGetter } from '../kit/get-json.ts';
import { chatIdOf, isSameCaller } from '../kit/jid.ts';
import { nobodyToReach } from '../kit/nobody-to-reach.ts';
import { jsonPoster } from '../kit/post-json.ts';
import type { ProviderParts } from '../kit/provider-parts.ts';
import type { ProviderHttp } from '../outgoing/provider-http.ts';
import type {
  Provider,
  ProviderLine,
  TextRecipient,
  WebhookReading,
  WebhookRequest,
} from '../provider.ts';
import { readWahaEvent } from '../waha-family/waha-envelope.ts';
import { signatureProblem, wahaSignatureHeader } from '../waha-family/waha-signature.ts';
import { readAccount, type WahaAccount } from './account.ts';
import { blockOutcomeOf, credentialsVerdictOf, rejectOutcomeOf, sendOutcomeOf } from './wire.ts';

export function createWaha({ http }: ProviderParts): Provider<WahaAccount> {
  return {
    name: 'WAHA',
    // The answer says only that the request was accepted. An event reports the rejection later.
    rejection: { answer: 'ACCEPTED', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(http, account),
  } satisfies Provider<WahaAccount>;
}

function openLine(http: ProviderHttp, account: WahaAccount): ProviderLine {
  const { baseUrl, apiKey, session } = account;
  const postTo = jsonPoster(http, { 'x-api-key': apiKey });
  const get = jsonGetter(http, { 'x-api-key': apiKey });
  const post = (path: string, body: object, signal: AbortSignal) =>
    postTo(baseUrl + path, body, signal);

  const changeBlock = async (change: string, caller: TextRecipient, signal: AbortSignal) => {
    const contactId = chatIdOf(caller);
    if (contactId === null) return nobodyToReach('WAHA');
    return blockOutcomeOf(await post(`/api/contacts/${change}`, { contactId, session }, signal));
  };

  return {
    async reject({ providerCallId, callerAtProvider }, signal) {
      // No event of the call has named the caller yet.
      if (callerAtProvider === '') return nobodyToReach('WAHA');
      const body = { from: callerAtProvider, id: providerCallId };
      const answer = await post(`/api/${session}/calls/reject`, body, signal);
      return rejectOutcomeOf(answer, providerCallId);
    },

    async checkCredentials(signal) {
      return credentialsVerdictOf(await get(`${baseUrl}/api/sessions/${session}`, signal));
    },

    isCaller: isSameCaller,

    async sendText(to, text, signal) {
      const chatId = chatIdOf(to);
      if (chatId === null) return nobodyToReach('WAHA');
      return sendOutcomeOf(await post('/api/sendText', { session, chatId, text }, signal));
    },

    webhook: (request) => readWebhook(account, request),
    blockCaller: (caller, signal) => changeBlock('block', caller, signal),
    unblockCaller: (caller, signal) => changeBlock('unblock', caller, signal),
    repliesByItself: account.autoReplyOn,
  };
}

function readWebhook(account: WahaAccount, request: WebhookRequest): WebhookReading {
  const { webhookSecret: secret } = account;
  // Without a secret WAHA does not sign its webhooks, and only the token in their URL protects them.
  if (secret !== undefined) {
    const signing = { secret, header: wahaSignatureHeader, defaultAlgorithm: 'sha512' } as const;
    const because = signatureProblem(request, signing);
    if (because !== undefined) return { is: 'forged', because };
  }
  return readWahaEvent(request.body, account);
}
