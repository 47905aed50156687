import type { Advice, Message } from 'cometd';
import { isJsonObject, type JsonObject } from '../../kit/json.ts';
import { longestHeldMs } from './timing.ts';

/**
 * The messages of an answer, in a form that the client cannot stumble over. It drops a reply whose id it does not know, and the
 * rest of an answer when the advice of one message does not go with it, in both cases without a word: then nobody polls any more.
 * Undefined: this is no answer of a CometD server.
 */
export function readAnswer(body: string, sent: readonly Message[]): Message[] | undefined {
  const messages = listIn(body)?.flatMap(messageIn);
  if (messages === undefined || messages.length === 0) return undefined;
  const wish = messages.map(({ advice }) => advice?.reconnect).findLast((word) => word);
  return messages.map((message) => obeyable(named(message, sent, messages), wish));
}

/** What was asked and has no reply among these. */
export function unanswered(sent: readonly Message[], replies: readonly Message[]): Message[] {
  return sent.filter((asked) => !replies.some((reply) => isReplyTo(asked, reply)));
}

function listIn(body: string): unknown[] | undefined {
  try {
    const said: unknown = JSON.parse(body);
    return Array.isArray(said) ? said : isJsonObject(said) ? [said] : undefined;
  } catch {
    return undefined;
  }
}

function messageIn(value: unknown): Message[] {
  if (!isJsonObject(value) || typeof value.channel !== 'string') return [];
  const { advice: told, id, successful, ...rest } = value;
  const advice = adviceIn(told);
  const message = {
    ...rest,
    ...(id !== undefined && id !== null && { id: String(id) }),
    ...(successful !== undefined && { successful: isYes(successful) }),
    ...(advice && { advice }),
  };
  return [message as unknown as Message];
}

const isYes = (value: unknown) => value === true || value === 'true';

function adviceIn(told: unknown): Advice | undefined {
  if (!isJsonObject(told)) return undefined;
  const word = typeof told.reconnect === 'string' ? told.reconnect.toLowerCase() : '';
  const reconnect = (['retry', 'handshake', 'none'] as const).find((known) => known === word);
  const times = ['timeout', 'interval', 'maxInterval'].flatMap((name) => timeIn(told, name));
  return { ...Object.fromEntries(times), ...(reconnect && { reconnect }) };
}

function timeIn(advice: JsonObject, name: string): [string, number][] {
  const ms = Number(advice[name] ?? Number.NaN);
  return ms >= 0 ? [[name, Math.min(ms, longestHeldMs)]] : [];
}

/** A reply that does not say to what, where there is but one thing that it can reply to. */
function named(message: Message, sent: readonly Message[], all: readonly Message[]): Message {
  if (sent.some((asked) => isReplyTo(asked, message))) return message;
  const open = unanswered(sent, all).filter(({ channel }) => channel === message.channel);
  const [only, ...others] = open;
  return only && others.length === 0 ? { ...message, id: only.id } : message;
}

function isReplyTo(asked: Message, reply: Message): boolean {
  return reply.channel === asked.channel && reply.id === asked.id;
}

/** The client takes from a poll's reply alone what to do next, and to go on or to stop only from one that fails. */
function obeyable(message: Message, wish: Advice['reconnect']): Message {
  const { advice, channel, successful } = message;
  const { reconnect: _, ...times } = advice ?? {};
  if (channel !== '/meta/connect' && channel !== '/meta/handshake') {
    return { ...message, advice: undefined };
  }
  if (successful && channel === '/meta/handshake') {
    return { ...message, advice: { ...times, reconnect: wish === 'none' ? 'none' : 'retry' } };
  }
  const asked = wish ?? (isUnknownClient(message) ? 'handshake' : undefined);
  if (asked === undefined) return message;
  return {
    ...message,
    advice: { ...times, reconnect: asked },
    ...(asked !== 'retry' && { successful: false }),
  };
}

function isUnknownClient({ error }: Message): boolean {
  return typeof error === 'string' && /^402\b/.test(error);
}
