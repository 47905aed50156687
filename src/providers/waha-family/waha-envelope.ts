import type { CallerSeen } from '../../call/call.ts';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal, SignalKind } from '../../call/signal.ts';
import { addressOfJid } from '../kit/jid.ts';
import { isJsonObject, isYes, type JsonObject, readJsonObject, textIn } from '../kit/json.ts';
import { hashedKey, malformed, notAnObject, read } from '../kit/reading.ts';
import { readTimestamp } from '../kit/timestamp.ts';
import type { WebhookReading } from '../provider.ts';

/** The session of a line. A field that is missing here or in the event is not compared. */
export interface OwnSession {
  readonly session?: string;
  readonly instanceId?: string;
}

interface WahaEvent {
  readonly name: string;
  readonly payload: JsonObject;
  /** The event of WhatsApp itself, in the format of the engine, the WhatsApp client that WAHA runs. */
  readonly raw: JsonObject;
  readonly occurredAt?: Date;
  readonly dedupeKey: string;
  /** The line's own addresses: its phone number and its LID (the id that WhatsApp shows instead of a hidden number). */
  readonly ours: ReadonlySet<string>;
}

/** Reads one event in WAHA's envelope, which Wawp sends as well. */
export function readWahaEvent(body: Buffer, own: OwnSession): WebhookReading {
  const text = body.toString('utf8');
  const envelope = readJsonObject(text);
  if (!envelope) return notAnObject;
  const name = textIn(envelope, 'event')?.toLowerCase();
  if (name === undefined) return malformed('the body has no `event`');
  if (isOfAnother(own.session, textIn(envelope, 'session'))) {
    return malformed('the event belongs to another session than that of this line');
  }
  if (isOfAnother(own.instanceId, textIn(envelope, 'instance_id', 'instanceId'))) {
    return malformed('the event belongs to another instance than that of this line');
  }
  return readingOf(readEnvelope(name, envelope, text));
}

/** Whether the event names another session or instance than ours. */
function isOfAnother(own: string | undefined, named: string | undefined): boolean {
  return own !== undefined && named !== undefined && own !== named;
}

/** Times are in seconds or in milliseconds, depending on the version of WAHA; `readTimestamp` reads both. */
function readEnvelope(name: string, envelope: JsonObject, text: string): WahaEvent {
  const payload = objectIn(envelope, 'payload');
  const me = objectIn(envelope, 'me');
  const id = textIn(envelope, 'id');
  const ours = [textIn(me, 'id'), textIn(me, 'lid')].map((jid) => jid && addressOfJid(jid));
  return {
    name,
    payload,
    raw: objectIn(payload, '_data'),
    occurredAt: readTimestamp(payload.timestamp) ?? readTimestamp(envelope.timestamp),
    dedupeKey: id === undefined ? hashedKey(name, text) : `${name}#${id}`,
    ours: new Set(ours.filter((address) => typeof address === 'string')),
  };
}

function readingOf(event: WahaEvent): WebhookReading {
  const { name, dedupeKey } = event;
  const callId = name.startsWith('call.') ? textIn(event.payload, 'id') : undefined;
  if (callId !== undefined) {
    return read({ signals: [signalOf(event, callId as ProviderCallId)] });
  }
  switch (name) {
    case 'call.received':
    case 'call.accepted':
    case 'call.rejected':
      return malformed(`\`${name}\` names no call`);
    case 'message':
      return readMessage(event);
    default:
      return read({ unknown: [{ dedupeKey, what: name }] });
  }
}

function signalOf(event: WahaEvent, providerCallId: ProviderCallId): CallSignal {
  const { name, payload, raw, dedupeKey, occurredAt } = event;
  return {
    kind: signalKindOf(name),
    providerCallId,
    aliases: [],
    dedupeKey,
    // The other events do not tell the direction.
    direction: name === 'call.received' ? 'INBOUND' : undefined,
    media: mediaOf(payload.isVideo),
    caller: callerOf(event),
    occurredAt,
    ...(isYes(payload.isGroup) && { inGroup: true }),
    // WhatsApp marks the events that it kept while the session was not connected.
    ...(isYes(raw.offline) && { deliveredLate: true }),
  };
}

function signalKindOf(event: string): SignalKind {
  switch (event) {
    case 'call.received':
      return { is: 'ringing' };
    case 'call.accepted':
      return { is: 'answered' };
    // WAHA documents "rejected or terminated", which includes a caller who hangs up.
    case 'call.rejected':
      return { is: 'rejected-or-over' };
    default:
      return { is: 'noted', what: event };
  }
}

function mediaOf(isVideo: unknown): CallSignal['media'] {
  if (isYes(isVideo)) return 'VIDEO';
  return isVideo === false || isVideo === 'false' ? 'VOICE' : undefined;
}

/**
 * `atProvider` is `from` as received, with its device part. `from` may also be the line itself, when it answered or rejected the call
 * on another device; then the event does not name the caller.
 */
function callerOf({ payload, raw, ours }: WahaEvent): CallerSeen | undefined {
  const atProvider = textIn(payload, 'from');
  const address = atProvider === undefined ? null : addressOfJid(atProvider);
  if (atProvider === undefined || address === null || ours.has(address)) return undefined;
  // The phone number of a caller whose `from` hides it.
  const phone = textIn(raw, 'callerPn', 'CallCreatorAlt');
  const second = phone === undefined ? null : addressOfJid(phone);
  const addresses: [CallerAddress, ...CallerAddress[]] = [address];
  if (second?.startsWith('phone:') && second !== address && !ours.has(second))
    addresses.push(second);
  const displayName = textIn(raw, 'notifyName', 'pushName');
  return {
    atProvider,
    addresses,
    ...(displayName !== undefined && { displayName }),
  };
}

/** Accepts only messages from a person to the line, and not those of the line itself, of groups, channels or status updates. */
function readMessage(event: WahaEvent): WebhookReading {
  const { name, payload, dedupeKey, occurredAt } = event;
  if (textIn(payload, 'from') === undefined) return malformed(`\`${name}\` has no \`from\``);
  const from = isYes(payload.fromMe) ? undefined : callerOf(event);
  if (!from || !/^(phone|lid):/.test(from.addresses[0])) {
    return read({ unknown: [{ dedupeKey, what: name }] });
  }
  return read({ messages: [{ dedupeKey, from, occurredAt }] });
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}
