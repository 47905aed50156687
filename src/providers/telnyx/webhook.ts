import type { KeyObject } from 'node:crypto';
import type { CallDirection, CallerSeen } from '../../call/call.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal } from '../../call/signal.ts';
import { isJsonObject, type JsonObject, objectsIn, readJsonObject, textIn } from '../kit/json.ts';
import { addressOfPhone, isSamePhone, readCaller } from '../kit/phone-caller.ts';
import { hashedKey, malformed, notAnObject, read } from '../kit/reading.ts';
import { isSignedBy } from '../kit/signature/ed25519.ts';
import { isFresh } from '../kit/signature/freshness.ts';
import { readTimestamp } from '../kit/timestamp.ts';
import type { WebhookReading, WebhookRequest } from '../provider.ts';
import { signalKindOf, undeliveredProblem } from './wire.ts';

/** Telnyx documents no tolerance, so this is our choice. */
const toleranceMs = 5 * 60_000;

export interface TelnyxSigning {
  readonly publicKey: KeyObject;
  readonly now: Date;
}

/** What is wrong with the signature of a webhook; undefined if it is valid. */
export function signatureProblem(
  { headers, body }: WebhookRequest,
  { publicKey, now }: TelnyxSigning,
): string | undefined {
  const at = headers['telnyx-timestamp'];
  const signature = headers['telnyx-signature-ed25519'];
  if (signature === undefined) return 'the signature is missing';
  if (typeof at !== 'string') return 'the time of the signature is missing';
  const signed = Buffer.concat([Buffer.from(`${at}|`), body]);
  if (!isSignedBy(publicKey, signed, signature)) return 'the signature does not match';
  if (!isFresh(at, { now, toleranceMs })) return 'the signature is too old, or dated ahead';
  return undefined;
}

interface Event {
  readonly name: string;
  readonly payload: JsonObject;
  readonly occurredAt?: Date;
  readonly dedupeKey: string;
}

/** Reads an event whose signature was verified. */
export function readEvent(body: Buffer, ownNumber: string): WebhookReading {
  const text = body.toString('utf8');
  const envelope = readJsonObject(text);
  if (!envelope) return notAnObject;
  const data = isJsonObject(envelope.data) ? envelope.data : {};
  const name = textIn(data, 'event_type')?.toLowerCase();
  if (name === undefined) return malformed('the body has no `data.event_type`');
  const id = textIn(data, 'id');
  const event: Event = {
    name,
    payload: isJsonObject(data.payload) ? data.payload : {},
    occurredAt: readTimestamp(data.occurred_at),
    dedupeKey: id === undefined ? hashedKey(name, text) : `${name}#${id}`,
  };
  if (name.startsWith('call.')) return readCall(event, ownNumber);
  return name.startsWith('message.') ? readMessage(event, ownNumber) : unknownEvent(event);
}

function readCall(event: Event, ownNumber: string): WebhookReading {
  const { name, payload, occurredAt, dedupeKey } = event;
  const id = textIn(payload, 'call_control_id');
  if (id === undefined) return malformed(`\`${name}\` has no \`call_control_id\``);
  const direction = directionOf(payload, ownNumber);
  const lineNumber = textIn(payload, direction === 'OUTBOUND' ? 'from' : 'to');
  // A Telnyx application may serve several numbers. Events of other numbers belong to other lines.
  if (isAnotherNumber(lineNumber, ownNumber)) return unknownEvent(event);
  const signal: CallSignal = {
    kind: signalKindOf(name, payload),
    providerCallId: id as ProviderCallId,
    aliases: aliasesIn(payload),
    dedupeKey,
    direction,
    caller: callerIn(payload, direction === 'OUTBOUND' ? 'to' : 'from'),
    dialled: textIn(payload, 'to'),
    occurredAt,
  };
  return read({ signals: [signal] });
}

/** Only the first event of a call has `direction`. */
function directionOf(payload: JsonObject, ownNumber: string): CallDirection | undefined {
  const direction = textIn(payload, 'direction');
  if (direction === 'incoming') return 'INBOUND';
  if (direction === 'outgoing') return 'OUTBOUND';
  return isSamePhone(textIn(payload, 'from') ?? '', ownNumber) ? 'OUTBOUND' : undefined;
}

/** The address of a SIP user does not show the number, so it does not count as another number. */
function isAnotherNumber(text: string | undefined, ownNumber: string): boolean {
  return readCaller(text).is === 'phone' && !isSamePhone(text ?? '', ownNumber);
}

/** The id of the leg, unless it equals the id of the session, which all legs of a transferred call share. */
function aliasesIn(payload: JsonObject): ProviderCallId[] {
  const leg = textIn(payload, 'call_leg_id');
  const isOwn = leg !== undefined && leg !== textIn(payload, 'call_session_id');
  return isOwn ? [leg as ProviderCallId] : [];
}

function callerIn(payload: JsonObject, field: 'from' | 'to'): CallerSeen | undefined {
  const atProvider = textIn(payload, field);
  const address = addressOfPhone(atProvider, 'telnyx');
  if (atProvider === undefined || address === null) return undefined;
  const displayName = field === 'from' ? textIn(payload, 'caller_id_name') : undefined;
  // Carriers may repeat the number, or a word for a withheld number, as the name.
  const isName = displayName !== undefined && readCaller(displayName).is === 'other';
  return { atProvider, addresses: [address], ...(isName && { displayName }) };
}

function readMessage(event: Event, ownNumber: string): WebhookReading {
  switch (event.name) {
    case 'message.received':
      return readReceived(event, ownNumber);
    case 'message.finalized':
      return readFinalized(event);
    default:
      return unknownEvent(event);
  }
}

function readReceived(event: Event, ownNumber: string): WebhookReading {
  const { name, payload, occurredAt, dedupeKey } = event;
  if (!isJsonObject(payload.from)) return malformed(`\`${name}\` has no \`from\``);
  // A messaging profile may serve several numbers. Messages to other numbers belong to other lines.
  const recipients = recipientsIn(payload);
  const isOurs = recipients.some((recipient) => isSamePhone(recipient, ownNumber));
  if (recipients.length > 0 && !isOurs) return unknownEvent(event);
  const from = callerIn({ from: payload.from.phone_number }, 'from');
  return from ? read({ messages: [{ dedupeKey, from, occurredAt }] }) : unknownEvent(event);
}

/** A message to a group has several recipients, and `cc` names some of them. */
function recipientsIn(payload: JsonObject): string[] {
  return [...objectsIn(payload, 'to'), ...objectsIn(payload, 'cc')]
    .map((recipient) => textIn(recipient, 'phone_number'))
    .filter((number) => number !== undefined);
}

/** Our texts have one recipient, so only the first is read. */
function readFinalized(event: Event): WebhookReading {
  const { name: what, payload, dedupeKey } = event;
  const id = textIn(payload, 'id');
  const [recipient] = objectsIn(payload, 'to');
  const problem = undeliveredProblem(recipient && textIn(recipient, 'status'));
  if (id === undefined || problem === undefined) return unknownEvent(event);
  return read({ texts: [{ dedupeKey, messageIds: [id], problem, what }] });
}

function unknownEvent({ dedupeKey, name }: Event): WebhookReading {
  return read({ unknown: [{ dedupeKey, what: name }] });
}
