import { phoneOf } from '../../call/caller-address.ts';
import { jsonGetter } from '../kit/get-json.ts';
import { addressOfJid, isSameCaller, plainJid } from '../kit/jid.ts';
import { nobodyToReach } from '../kit/nobody-to-reach.ts';
import { jsonPoster } from '../kit/post-json.ts';
import type { ProviderParts } from '../kit/provider-parts.ts';
import type { ProviderHttp } from '../outgoing/provider-http.ts';
import type { Provider, ProviderLine, TextRecipient } from '../provider.ts';
import { readAccount, type WutsAccount } from './account.ts';
import { readWebhook } from './webhook.ts';
import { blockOutcomeOf, credentialsVerdictOf, rejectOutcomeOf, sendOutcomeOf } from './wire.ts';

export function createWuts({ http }: ProviderParts): Provider<WutsAccount> {
  return {
    name: 'WUTS',
    // WhatsApp often ignores a rejection from a linked device, and a device of WUTS is one.
    rejection: { answer: 'BEST_EFFORT', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(http, account),
  } satisfies Provider<WutsAccount>;
}

function openLine(http: ProviderHttp, account: WutsAccount): ProviderLine {
  const authorization = `Bearer ${account.token}`;
  const postTo = jsonPoster(http, { authorization });
  const get = jsonGetter(http, { authorization });
  const post = (path: string, body: object, signal: AbortSignal) =>
    postTo(account.baseUrl + path, body, signal);

  return {
    async reject({ providerCallId, callerAtProvider }, signal) {
      if (callerAtProvider === '') return nobodyToReach('WUTS');
      const body = { call_id: providerCallId, from: plainJid(callerAtProvider) };
      return rejectOutcomeOf(await post('/calls/reject', body, signal), providerCallId);
    },

    async checkCredentials(signal) {
      return credentialsVerdictOf(await get(`${account.baseUrl}/status`, signal));
    },

    isCaller: isSameCaller,

    async sendText(to, text, signal) {
      const number = numberOf(to);
      if (number === undefined) return nobodyToReach('WUTS');
      // `delay` and `typingDuration` are times that WUTS waits before it sends. Their defaults are not documented.
      const body = { number, text, delay: 0, typingDuration: 0 };
      return sendOutcomeOf(await post('/send/text', body, signal));
    },

    async blockCaller(caller, signal) {
      const contact = contactOf(caller);
      if (contact === undefined) return nobodyToReach('WUTS');
      return blockOutcomeOf(await post('/contacts/block', contact, signal));
    },

    async unblockCaller(caller, signal) {
      const contact = contactOf(caller);
      if (contact === undefined) return nobodyToReach('WUTS');
      return blockOutcomeOf(await post('/contacts/unblock', contact, signal));
    },

    webhook: (request) => readWebhook(account, request),
    // Without a secret no signature is checked: only the webhook URL proves who sent an event.
    ...(account.webhookSecret === undefined && { webhookProof: 'address' }),

    textsPhonesOnly: true,
    repliesByItself: account.autoReplyOn,
  };
}

/**
 * The digits of the caller's number, because WUTS documents only numbers for texts; undefined if the number is not known. `phone` may
 * be known even if the caller's address hides the number.
 */
function numberOf({ phone, callerAtProvider }: TextRecipient): string | undefined {
  const address = addressOfJid(callerAtProvider);
  const number = (address === null ? undefined : phoneOf([address])) ?? phone;
  return number?.replace(/\D/g, '');
}

/** WUTS accepts any WhatsApp address (JID) of a contact, so that is sent if there is one, or else the number. */
function contactOf(caller: TextRecipient): object | undefined {
  const { callerAtProvider } = caller;
  if (callerAtProvider.includes('@')) return { jid: plainJid(callerAtProvider) };
  const number = numberOf(caller);
  return number === undefined ? undefined : { number };
}
