import type { Advice, Message, Transport } from 'cometd';
import type { Problem } from '../../call/problem.ts';
import type { HttpAnswer, ProviderHttp } from '../provider-http.ts';
import { requestProblem } from './listen-problem.ts';
import type { Session } from './session.ts';

/** What the client gives a transport to send. */
interface Envelope {
  readonly url: string;
  readonly messages: Message[];
  onSuccess(messages: Message[]): void;
  onFailure(conduit: null, messages: Message[], failure: { readonly reason: string }): void;
}

/** The part of the transport contract that the client's types leave out. */
export interface PollingTransport extends Transport {
  registered(type: string, client: { getAdvice(): Advice }): void;
  unregistered(): void;
  send(envelope: Envelope, isPoll: boolean): void;
  reset(): void;
  /** Breaks off everything; what is sent afterwards fails at once. */
  close(): void;
}

export interface PollingTransportParts {
  readonly session: Session;
  /** Of their own, since each keeps a connection for as long as it waits. */
  readonly polls: ProviderHttp;
  readonly baseUrl: string;
  onTrouble(problem: Problem): void;
}

const requestTimeoutMs = 5000;
/** How much later than promised the answer to a poll may come. */
const pollMarginMs = 10_000;
const longestPollMs = 120_000;
/** A server that answers every poll at once must not be asked without a pause. */
const pollSpacingMs = 50;

/**
 * Long polling over our own HTTP client: its deadlines, its limit on answers and its rules on which hosts may be dialled
 * hold here too, and the cookies are those of this session alone.
 */
export function createPollingTransport(parts: PollingTransportParts): PollingTransport {
  let client: { getAdvice(): Advice } | undefined;
  let underWay = new AbortController();
  let isClosed = false;
  let lastPollAt = Number.NEGATIVE_INFINITY;

  function abort(): void {
    underWay.abort();
    if (!isClosed) underWay = new AbortController();
  }

  async function post({ url, messages, ...then }: Envelope, timeoutMs: number): Promise<void> {
    const answer = await parts.session.send(
      {
        method: 'POST',
        path: url.slice(parts.baseUrl.length),
        body: messages,
        signal: underWay.signal,
        timeoutMs,
      },
      parts.polls,
    );
    const received = messagesIn(answer);
    if (received) return then.onSuccess(received);
    const problem = requestProblem(answer);
    if (!isClosed) parts.onTrouble(problem);
    then.onFailure(null, messages, { reason: problem.message });
  }

  function poll(envelope: Envelope): void {
    const heldMs = Math.min(client?.getAdvice().timeout ?? 0, longestPollMs);
    const waitMs = Math.max(0, lastPollAt + pollSpacingMs - performance.now());
    lastPollAt = performance.now() + waitMs;
    setTimeout(() => void post(envelope, heldMs + pollMarginMs), waitMs);
  }

  return {
    type: 'long-polling',
    // The client asks for the address of a transport of its own; there is none.
    url: '',
    accept: () => true,
    registered(_type, owner) {
      client = owner;
    },
    unregistered() {
      client = undefined;
    },
    send(envelope, isPoll) {
      if (isPoll) poll(envelope);
      else void post(envelope, requestTimeoutMs);
    },
    abort,
    reset: () => undefined,
    close() {
      isClosed = true;
      abort();
    },
  };
}

function messagesIn(answer: HttpAnswer): Message[] | undefined {
  if (answer.is !== 'answered' || answer.status !== 200) return undefined;
  try {
    const messages: unknown = JSON.parse(answer.body);
    const isTheirs = Array.isArray(messages) && messages.length > 0 && messages.every(isMessage);
    return isTheirs ? messages : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'channel' in value &&
    typeof value.channel === 'string'
  );
}
