import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal, SignalKind } from '../../call/signal.ts';
import {
  isJsonObject,
  isYes,
  type JsonObject,
  objectsIn,
  readJsonObject,
  textIn,
} from '../kit/json.ts';
import { hashedKey, malformed, notAnObject, read } from '../kit/reading.ts';
import { isSignedWith } from '../kit/signature/hmac.ts';
import { readTimestamp } from '../kit/timestamp.ts';
import type { MessageSignal, WebhookReading, WebhookRequest } from '../provider.ts';
import { type PilotStatusAccount, signatureHeaderOf } from './account.ts';
import { callerOf, directionOf, messageIdsIn, signalKindOf, undeliveredProblem } from './wire.ts';

/** One event. */
interface Event {
  readonly name: string;
  /** The fields at the top level of the body, where call events have theirs, and those of `data`, where other events have theirs. */
  readonly fields: JsonObject;
  /** The id of the event, which is the same in repeated deliveries. */
  readonly id?: string;
}

/**
 * Verifies the signature if the account has a secret; otherwise the webhook URL is the only proof. The header and the algorithm are not
 * documented.
 */
export function readWebhook(account: PilotStatusAccount, request: WebhookRequest): WebhookReading {
  const { webhookSecret: secret } = account;
  if (secret !== undefined) {
    const signature = request.headers[signatureHeaderOf(account)];
    if (signature === undefined) return { is: 'forged', because: 'the signature is missing' };
    if (!isSignedWith(secret, request.body, signature)) {
      return { is: 'forged', because: 'the signature does not match' };
    }
  }
  const body = readJsonObject(request.body.toString('utf8'));
  if (!body) return notAnObject;
  const event = readEvent(body);
  if (!event) return malformed('the body has no `event`');
  return readingOf(event, request.body);
}

/** An envelope of Meta has no name. It is called `calls` here. */
function readEvent(body: JsonObject): Event | undefined {
  const named = textIn(body, 'event', 'type')?.toLowerCase();
  const name = named ?? (Array.isArray(body.entry) ? 'calls' : undefined);
  if (name === undefined) return undefined;
  // Beside `data`, `id` is the id of the event. Without `data`, it is the id of the call.
  const { data, id, ...rest } = body;
  const ownId = textIn(body, 'eventId', 'event_id');
  if (!isJsonObject(data)) return { name, fields: body, id: ownId };
  return { name, fields: { ...rest, ...data }, id: ownId ?? textIn({ id }, 'id') };
}

function readingOf(event: Event, body: Buffer): WebhookReading {
  switch (event.name) {
    case 'calls':
      return readEnvelope(event, body);
    case 'message.received':
    case 'message.reply':
      return readMessage(event, body);
    case 'message.failed':
      return readFailedText(event, body);
    case 'call.ringing':
    case 'call.connected':
    case 'call.ended':
    case 'call.missed': {
      const signal = readCallEvent(event, callIdsIn(event.fields, true));
      return signal ? read({ signals: [signal] }) : malformed(`\`${event.name}\` names no call`);
    }
    default: {
      const signal = readCallEvent(event, callIdsIn(event.fields, false));
      return signal ? read({ signals: [signal] }) : unknownEvent(event, body);
    }
  }
}

function readCallEvent(event: Event, ids: readonly ProviderCallId[]): CallSignal | undefined {
  const [providerCallId, ...aliases] = ids;
  if (providerCallId === undefined) return undefined;
  const { fields } = event;
  const status = textIn(fields, 'status')?.toUpperCase();
  const occurredAt = timeOf(event);
  const direction = directionOf(textIn(fields, 'direction'));
  const peer = textIn(
    fields,
    'peerNumber',
    'peer_number',
    direction === 'OUTBOUND' ? 'to' : 'from',
  );
  const kind = signalKindOf(event.name, status, fields);
  return {
    kind,
    providerCallId,
    aliases,
    dedupeKey: event.id
      ? `${event.name}#${event.id}`
      : hashedKey(event.name, providerCallId, status, occurredAt?.toISOString(), ...causeIn(kind)),
    direction,
    caller: peer === undefined ? undefined : callerOf(peer, textIn(fields, 'peerName')),
    occurredAt,
  };
}

/** Part of the key, because an end that is reported again may now say that the call was answered. */
function causeIn(kind: SignalKind): string[] {
  return kind.is === 'ended' && kind.because !== 'UNKNOWN' ? [kind.because] : [];
}

/**
 * The ids of the call, with the `call_...` id of Pilot Status first; WhatsApp's own ids begin with `wacid`. In an event of an
 * unknown kind, `id` may be the id of something else than a call.
 */
function callIdsIn(fields: JsonObject, idIsOfCall: boolean): ProviderCallId[] {
  const id = textIn(fields, 'id');
  const isOfCall = id !== undefined && (idIsOfCall || /^(call_|wacid\b)/.test(id));
  const idsOrMissing = [
    isOfCall ? id : undefined,
    ...['callId', 'call_id', 'externalCallId', 'external_call_id', 'wacid'].map((name) =>
      textIn(fields, name),
    ),
  ];
  const ids = [...new Set(idsOrMissing.filter((text) => text !== undefined))] as ProviderCallId[];
  return ids.sort((a, b) => Number(b.startsWith('call_')) - Number(a.startsWith('call_')));
}

/** `createdAt` is documented as the time of the event, but may be that of the call, so more exact fields are read first. */
function timeOf({ name, fields }: Event): Date | undefined {
  const exact: Record<string, string> = {
    'call.connected': 'connectedAt',
    'call.ended': 'endedAt',
    'call.missed': 'endedAt',
  };
  const names = [exact[name], 'occurredAt', 'timestamp', 'createdAt', 'startedAt'];
  for (const field of names) {
    const time = field === undefined ? undefined : readTimestamp(fields[field]);
    if (time) return time;
  }
  return undefined;
}

/**
 * Meta's own envelope, which is sent in addition to the normalised events. Its signals change nothing: `signalKindOf` only notes an event
 * with a name such as `calls ringing`.
 */
function readEnvelope(event: Event, body: Buffer): WebhookReading {
  const values = objectsIn(event.fields, 'entry')
    .flatMap((entry) => objectsIn(entry, 'changes'))
    .map((change) => change.value)
    .filter(isJsonObject);
  const calls = [event.fields, ...values].flatMap((value) => [
    ...objectsIn(value, 'calls'),
    ...objectsIn(value, 'statuses'),
  ]);
  const signals = calls.flatMap((call) => {
    const word = textIn(call, 'event', 'status') ?? 'unnamed';
    return readCallEvent({ name: `calls ${word}`, fields: call }, callIdsIn(call, true)) ?? [];
  });
  return signals.length > 0 ? read({ signals }) : unknownEvent(event, body);
}

function readMessage(event: Event, body: Buffer): WebhookReading {
  const { fields, name } = event;
  if (isYes(fields.fromMe)) return unknownEvent(event, body);
  const from = textIn(fields, 'from');
  if (from === undefined) return malformed(`\`${name}\` has no \`from\``);
  const message: MessageSignal = {
    dedupeKey: keyOf(event, body),
    from: callerOf(from, textIn(fields, 'participantName')),
    occurredAt: timeOf(event),
  };
  return read({ messages: [message] });
}

/** A text that Pilot Status had accepted and could not deliver. It may be a text of another application; the recording compares the ids. */
function readFailedText(event: Event, body: Buffer): WebhookReading {
  const { name: what, fields, id } = event;
  // Which of the ids is that of the text is not documented.
  const [first, ...others] = new Set([...messageIdsIn(fields), ...(id === undefined ? [] : [id])]);
  if (first === undefined) return unknownEvent(event, body);
  const problem = undeliveredProblem(fields);
  const dedupeKey = keyOf(event, body);
  return read({ texts: [{ dedupeKey, messageIds: [first, ...others], problem, what }] });
}

function unknownEvent(event: Event, body: Buffer): WebhookReading {
  return read({ unknown: [{ dedupeKey: keyOf(event, body), what: event.name }] });
}

/** According to the documentation, repeated deliveries have the same `data.id`. */
function keyOf({ name, fields, id }: Event, body: Buffer): string {
  const own = id ?? textIn(fields, 'id', 'messageId');
  return own === undefined ? hashedKey(name, body.toString('utf8')) : `${name}#${own}`;
}
