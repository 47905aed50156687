import { jsonGetter } from '../kit/get-json.ts';
import { nobodyToReach } from '../kit/nobody-to-reach.ts';
import { isSamePhone, readCaller } from '../kit/phone-caller.ts';
import { jsonPoster } from '../kit/post-json.ts';
import type { ProviderParts } from '../kit/provider-parts.ts';
import { readEd25519Key } from '../kit/signature/ed25519.ts';
import type { Provider, ProviderLine, TextRecipient, WebhookReading } from '../provider.ts';
import { readAccount, type TelnyxAccount } from './account.ts';
import { readEvent, signatureProblem } from './webhook.ts';
import { causeOf, credentialsVerdictOf, name, rejectOutcomeOf, sendOutcomeOf } from './wire.ts';

export function createTelnyx(parts: ProviderParts): Provider<TelnyxAccount> {
  return {
    name: 'TELNYX',
    // The answer says only that the request was accepted. An event reports the rejection later.
    rejection: { answer: 'ACCEPTED', confirmedByEvent: true },
    readAccount,
    open: (account) => openLine(parts, account),
  } satisfies Provider<TelnyxAccount>;
}

function openLine({ http, now }: ProviderParts, account: TelnyxAccount): ProviderLine {
  const { baseUrl, apiKey, phoneNumber } = account;
  const publicKey = readEd25519Key(account.publicKey);
  const authorization = `Bearer ${apiKey}`;
  const post = jsonPoster(http, { authorization });
  const get = jsonGetter(http, { authorization });

  return {
    /** Telnyx ignores a command with the id of an earlier command for 60 seconds, which is longer than retries of one rejection. */
    async reject({ providerCallId, reason, commandId }, signal) {
      const url = `${baseUrl}/v2/calls/${encodeURIComponent(providerCallId)}/actions/reject`;
      const command = { cause: causeOf(reason), command_id: commandId };
      return rejectOutcomeOf(await post(url, command, signal), providerCallId);
    },

    async checkCredentials(signal) {
      // The filter finds nothing if the number has its plus, and it matches parts of numbers, hence the large page.
      const filter = { 'filter[phone_number]': phoneNumber.replace('+', ''), 'page[size]': '250' };
      const url = `${baseUrl}/v2/phone_numbers?${new URLSearchParams(filter)}`;
      return credentialsVerdictOf(await get(url, signal), phoneNumber);
    },

    isCaller: isSamePhone,

    async sendText(recipient, text, signal) {
      const to = phoneOf(recipient);
      if (to === undefined) return nobodyToReach(name);
      return sendOutcomeOf(
        await post(`${baseUrl}/v2/messages`, { from: phoneNumber, to, text }, signal),
      );
    },

    textsPhonesOnly: true,

    webhook(request): WebhookReading {
      // `readAccount` has checked the key, so this is only for TypeScript.
      if (!publicKey) return { is: 'forged', because: 'the public key of the account is not one' };
      const because = signatureProblem(request, { publicKey, now: now() });
      if (because !== undefined) return { is: 'forged', because };
      return readEvent(request.body, phoneNumber);
    },
  };
}

/** The number of the caller; undefined if it is not known. */
function phoneOf({ callerAtProvider, phone }: TextRecipient): string | undefined {
  const caller = readCaller(callerAtProvider);
  return caller.is === 'phone' ? caller.phone : phone;
}
