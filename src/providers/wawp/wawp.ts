import { chatIdOf, isSameCaller } from '../kit/jid.ts';
import { nobodyToReach } from '../kit/nobody-to-reach.ts';
import { jsonPoster, type PostJson } from '../kit/post-json.ts';
import type { ProviderParts } from '../kit/provider-parts.ts';
import type { Provider, ProviderLine, TextRecipient } from '../provider.ts';
import { readAccount, type WawpAccount } from './account.ts';
import { readWebhook } from './webhook.ts';
import { blockOutcomeOf, credentialsVerdictOf, rejectOutcomeOf, sendOutcomeOf } from './wire.ts';

export function createWawp({ http }: ProviderParts): Provider<WawpAccount> {
  return {
    name: 'WAWP',
    // The answer says only that the request was accepted. An event says later that the call was rejected.
    rejection: { answer: 'ACCEPTED', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(jsonPoster(http), account),
  } satisfies Provider<WawpAccount>;
}

function openLine(postTo: PostJson, account: WawpAccount): ProviderLine {
  const post = (path: string, body: object, signal: AbortSignal) =>
    postTo(addressOf(account, account.baseUrl + path), body, signal);

  const changeBlock = async (change: string, caller: TextRecipient, signal: AbortSignal) => {
    const contactId = chatIdOf(caller);
    if (contactId === null) return nobodyToReach('Wawp');
    // Wawp documents blocking only for an earlier version of its API, at another host. Accounts that an earlier release stored have no
    // `contactsBaseUrl`.
    const { contactsBaseUrl = account.baseUrl, contactsPath } = account;
    // The contact is documented in the query. The body has it too, because other commands have their fields there.
    const url = addressOf(account, `${contactsBaseUrl}${contactsPath}/${change}`, { contactId });
    return blockOutcomeOf(await postTo(url, { contactId }, signal));
  };

  return {
    async reject({ providerCallId, callerAtProvider }, signal) {
      if (callerAtProvider === '') return nobodyToReach('Wawp');
      const body = { callId: providerCallId, from: callerAtProvider };
      const answer = await post('/v2/calls/reject', body, signal);
      return rejectOutcomeOf(answer, providerCallId);
    },

    /** Wawp documents this question as a POST. It changes nothing. */
    async checkCredentials(signal) {
      return credentialsVerdictOf(await post('/v2/session/info', {}, signal));
    },

    isCaller: isSameCaller,

    async sendText(to, text, signal) {
      const chatId = chatIdOf(to);
      if (chatId === null) return nobodyToReach('Wawp');
      return sendOutcomeOf(await post('/v2/send/text', { chatId, message: text }, signal));
    },

    webhook: (request) => readWebhook(account, request),
    blockCaller: (caller, signal) => changeBlock('block', caller, signal),
    unblockCaller: (caller, signal) => changeBlock('unblock', caller, signal),
  };
}

/** Wawp requires its credentials in the query. Only this function and the request itself have the complete URL. */
function addressOf(
  { instanceId, accessToken }: WawpAccount,
  url: string,
  more: Record<string, string> = {},
): string {
  const credentials = { instance_id: instanceId, access_token: accessToken };
  return `${url}?${new URLSearchParams({ ...credentials, ...more })}`;
}
