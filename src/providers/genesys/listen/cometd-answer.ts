import type { Advice, Message } from 'cometd';
import { isJsonObject, type JsonObject } from '../../kit/json.ts';
import { maxHeldMs } from './timing.ts';

/**
 * Reads the messages of an answer and changes them so that the client processes all of them. Unchanged, the client would silently drop
 * a reply with an unknown id. After an unexpected advice (how and when to connect again) it would drop the later messages and stop
 * polling. Returns undefined if the answer is not from a server of CometD, the protocol of the notifications.
 */
export function readAnswer(body: string, sent: readonly Message[]): Message[] | undefined {
  const messages = listIn(body)?.flatMap(messageIn);
  if (messages === undefined || messages.length === 0) return undefined;
  // The last advice that says how to connect again counts for the whole answer.
  const reconnect = messages.map(({ advice }) => advice?.reconnect).findLast((word) => word);
  return messages.map((message) => withAdvice(withId(message, sent, messages), reconnect));
}

/** The sent messages that have no reply among `replies`. */
export function unanswered(sent: readonly Message[], replies: readonly Message[]): Message[] {
  return sent.filter((request) => !replies.some((reply) => isReplyTo(request, reply)));
}

function listIn(body: string): unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return Array.isArray(json) ? json : isJsonObject(json) ? [json] : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a list with the message, or an empty one if the value is no message. */
function messageIn(value: unknown): Message[] {
  if (!isJsonObject(value) || typeof value.channel !== 'string') return [];
  const { advice: rawAdvice, id, successful, ...rest } = value;
  const advice = adviceIn(rawAdvice);
  const message = {
    ...rest,
    ...(id !== undefined && id !== null && { id: String(id) }),
    ...(successful !== undefined && { successful: isYes(successful) }),
    ...(advice && { advice }),
  };
  // The type of the client demands fields that a server need not send.
  return [message as unknown as Message];
}

const isYes = (value: unknown) => value === true || value === 'true';

function adviceIn(rawAdvice: unknown): Advice | undefined {
  if (!isJsonObject(rawAdvice)) return undefined;
  const word = typeof rawAdvice.reconnect === 'string' ? rawAdvice.reconnect.toLowerCase() : '';
  const reconnect = (['retry', 'handshake', 'none'] as const).find((known) => known === word);
  const times = ['timeout', 'interval', 'maxInterval'].flatMap((name) => timeIn(rawAdvice, name));
  return { ...Object.fromEntries(times), ...(reconnect && { reconnect }) };
}

/** A time of the advice, at most as long as a poll may be held or a client may pause. Empty if it is no such time. */
function timeIn(advice: JsonObject, name: string): [string, number][] {
  const ms = Number(advice[name] ?? Number.NaN);
  return ms >= 0 ? [[name, Math.min(ms, maxHeldMs)]] : [];
}

/** Gives a reply whose id is missing or unknown the id of the sent message on its channel that has no reply, if there is only one. */
function withId(message: Message, sent: readonly Message[], all: readonly Message[]): Message {
  if (sent.some((request) => isReplyTo(request, message))) return message;
  const candidates = unanswered(sent, all).filter(({ channel }) => channel === message.channel);
  const [only, ...others] = candidates;
  return only && others.length === 0 ? { ...message, id: only.id } : message;
}

function isReplyTo(request: Message, reply: Message): boolean {
  return reply.channel === request.channel && reply.id === request.id;
}

/**
 * Gives `reconnect`, the advice of the whole answer, to the messages in which the client reads it: the replies to a poll or handshake.
 * Times stay with their own message, and are dropped on other channels. After a successful poll the client throws at `handshake`, and
 * after a failed one it obeys, so a poll with that advice is marked as failed. So is one with `none`: the connection ends either way.
 */
function withAdvice(message: Message, reconnect: Advice['reconnect']): Message {
  const { advice, channel, successful } = message;
  const { reconnect: _, ...times } = advice ?? {};
  if (channel !== '/meta/connect' && channel !== '/meta/handshake') {
    return { ...message, advice: undefined };
  }
  // After a successful handshake, the client throws at any other word than these two.
  if (successful && channel === '/meta/handshake') {
    return { ...message, advice: { ...times, reconnect: reconnect === 'none' ? 'none' : 'retry' } };
  }
  const next = reconnect ?? (isUnknownClient(message) ? 'handshake' : undefined);
  if (next === undefined) return message;
  return {
    ...message,
    advice: { ...times, reconnect: next },
    ...(next !== 'retry' && { successful: false }),
  };
}

/** The server has forgotten the client: an error such as `402::Unknown client`. */
function isUnknownClient({ error }: Message): boolean {
  return typeof error === 'string' && /^402\b/.test(error);
}
