import type { CallerSeen } from '../../call/call.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal } from '../../call/signal.ts';
import { addressOfJid } from '../kit/jid.ts';
import { isJsonObject, isYes, type JsonObject, readJsonObject, textIn } from '../kit/json.ts';
import { hashedKey, malformed, notAnObject, read } from '../kit/reading.ts';
import { isSignedWith } from '../kit/signature/hmac.ts';
import { readTimestamp } from '../kit/timestamp.ts';
import type { WebhookReading, WebhookRequest } from '../provider.ts';
import type { WutsAccount } from './account.ts';
import { type Event, readEvent, withPlainNames } from './fields.ts';
import { signalKindOf } from './wire.ts';

type Signing = Pick<WutsAccount, 'webhookSecret' | 'webhookSignatureHeader'>;

/** Verifies the signature if the account has a secret; otherwise the webhook URL is the only proof. WUTS does not document how it signs. */
export function readWebhook(signing: Signing, request: WebhookRequest): WebhookReading {
  if (signing.webhookSecret !== undefined) {
    const signature = request.headers[signing.webhookSignatureHeader];
    if (signature === undefined) return { is: 'forged', because: 'the signature is missing' };
    if (!isSignedWith(signing.webhookSecret, request.body, signature)) {
      return { is: 'forged', because: 'the signature does not match' };
    }
  }
  const body = readJsonObject(request.body.toString('utf8'));
  if (!body) return notAnObject;
  const event = readEvent(body);
  if (!event) return malformed('the body names no event');
  if (event.name === 'message.received') return readMessage(event);
  return readCallEvent(event);
}

function readCallEvent(event: Event): WebhookReading {
  const callId = callIdIn(event);
  if (callId !== undefined) return read({ signals: [signalOf(event, callId)] });
  switch (event.name) {
    case 'call.offer':
    case 'call.accept':
    case 'call.reject':
    case 'call.terminate':
      return malformed(`\`${event.name}\` names no call`);
    default:
      return unknownEvent(event);
  }
}

/** Field names are in lower case without punctuation: `callid` is `call_id` or `callId` in the body. */
function callIdIn({ name, fields }: Event): ProviderCallId | undefined {
  const own = name.startsWith('call.') ? textIn(fields, 'id') : undefined;
  return (textIn(fields, 'callid') ?? own) as ProviderCallId | undefined;
}

function signalOf(event: Event, providerCallId: ProviderCallId): CallSignal {
  const { name, fields } = event;
  const reason = textIn(fields, 'reason')?.toLowerCase();
  const caller = name === 'call.offer' ? offererOf(fields) : creatorOf(fields);
  return {
    kind: signalKindOf(name, reason),
    providerCallId,
    aliases: [],
    dedupeKey: keyOf(event, providerCallId, reason),
    media: mediaOf(fields),
    caller,
    occurredAt: readTimestamp(fields.timestamp),
    // WhatsApp marks the events that it kept while the device was not connected. That WUTS passes the mark on is inferred.
    ...(isYes(fields.offline) && { deliveredLate: true }),
    ...(isInGroup(fields) && { inGroup: true }),
  };
}

/**
 * Null, false and an empty WhatsApp address (JID) mean that the call is not a group call. whatsmeow, the library that WUTS seems to
 * use, writes an empty address as text or as an object.
 */
function isInGroup({ groupjid, isgroup }: JsonObject): boolean {
  if (isYes(isgroup) || groupjid === true) return true;
  const jid = isJsonObject(groupjid) ? withPlainNames(groupjid).user : groupjid;
  return (
    typeof jid === 'string' && !/^(null|nil|none|false|undefined|0|@?(g\.us)?)$/i.test(jid.trim())
  );
}

/** The caller in an offer. A reject must repeat the `from` of the offer. */
function offererOf(fields: JsonObject): CallerSeen | undefined {
  return callerOf(fields, textIn(fields, 'from', 'callcreator'), ['pushname', 'callername']);
}

/**
 * The caller in a later event, in which `from` may be a device of the line itself that answered or declined, and `pushname` the name
 * under which it did.
 */
function creatorOf(fields: JsonObject): CallerSeen | undefined {
  return callerOf(fields, textIn(fields, 'callcreator'), ['callername']);
}

function callerOf(
  fields: JsonObject,
  atProvider: string | undefined,
  names: readonly string[],
): CallerSeen | undefined {
  const alternative = textIn(fields, 'callcreatoralt', 'callerpn', 'callerlid');
  return seen(atProvider, alternative, textIn(fields, ...names));
}

/**
 * Undefined if no address is given or readable. Adds the second address only if both are addresses of a person, because all
 * members of a group call from the same address.
 */
function seen(atProvider?: string, alternative?: string, displayName?: string) {
  const address = atProvider === undefined ? null : addressOfJid(atProvider);
  if (atProvider === undefined || address === null) return undefined;
  const second = alternative === undefined ? null : addressOfJid(alternative);
  const isAnother = second !== null && second !== address && isPerson(address) && isPerson(second);
  const caller: CallerSeen = {
    atProvider,
    addresses: isAnother ? [address, second] : [address],
    ...(displayName !== undefined && { displayName }),
  };
  return caller;
}

function isPerson(address: string): boolean {
  return /^(phone|lid):/.test(address);
}

function mediaOf(fields: JsonObject): CallSignal['media'] {
  const media = textIn(fields, 'media')?.toLowerCase();
  if (isYes(fields.isvideo) || media === 'video') return 'VIDEO';
  if (fields.isvideo === false || media === 'audio') return 'VOICE';
  return undefined;
}

/** Accepts only messages from a person to the line, and not those of the line itself, of groups, channels or status updates. */
function readMessage(event: Event): WebhookReading {
  const { name, fields } = event;
  const sender = textIn(fields, 'sender', 'from', 'chat', 'chatjid', 'number', 'phone');
  if (sender === undefined) return malformed(`\`${name}\` has no sender`);
  const chat = addressOfJid(textIn(fields, 'chat', 'chatjid', 'remotejid') ?? sender);
  const isOurs = isYes(fields.isfromme) || isYes(fields.fromme);
  const from = seen(sender, textIn(fields, 'senderalt'), textIn(fields, 'pushname'));
  const isPrivate = chat !== null && isPerson(chat) && !isYes(fields.isgroup);
  if (isOurs || !isPrivate || !from || !isPerson(from.addresses[0])) return unknownEvent(event);
  const dedupeKey = keyOf(event, textIn(fields, 'id', 'messageid'), sender);
  return read({ messages: [{ dedupeKey, from, occurredAt: readTimestamp(fields.timestamp) }] });
}

function unknownEvent(event: Event): WebhookReading {
  const dedupeKey = hashedKey(event.name, JSON.stringify(event.fields));
  return read({ unknown: [{ dedupeKey, what: event.name }] });
}

/** WUTS documents no id of an event, so the key is made of possible ids and of the fields in which two events differ. */
function keyOf({ name, fields }: Event, ...parts: (string | undefined)[]): string {
  const time = readTimestamp(fields.timestamp)?.toISOString();
  return hashedKey(name, textIn(fields, 'eventid', 'deliveryid'), time, ...parts);
}
