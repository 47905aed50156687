import type { Advice, Message, Transport } from 'cometd';
import type { Problem } from '../../../call/problem.ts';
import type { HttpAnswer, ProviderHttp } from '../../outgoing/provider-http.ts';
import type { Session } from '../session.ts';
import { readAnswer, unanswered } from './cometd-answer.ts';
import { requestProblem } from './listen-problem.ts';
import { type ListenTimeouts, maxHeldMs } from './timing.ts';

/** The messages that the CometD client gives a transport to send, with its callbacks. */
interface Envelope {
  readonly url: string;
  readonly messages: Message[];
  onSuccess(messages: Message[]): void;
  onFailure(conduit: null, messages: Message[], failure: { readonly reason: string }): void;
}

/** The part of the transport interface that the types of CometD leave out. */
export interface PollingTransport extends Transport {
  registered(type: string, client: { getAdvice(): Advice }): void;
  unregistered(): void;
  send(envelope: Envelope, isPoll: boolean): void;
  reset(): void;
  /** Resolves when the requests that are open now have ended. */
  idle(): Promise<void>;
  /** Aborts all requests; later ones fail at once. */
  close(): void;
}

export interface PollingTransportParts {
  readonly session: Session;
  /** Has connections of its own, because each poll occupies one for as long as it waits. */
  readonly polls: ProviderHttp;
  readonly baseUrl: string;
  readonly timeouts: ListenTimeouts;
  onTrouble(problem: Problem): void;
}

/** Limits the rate of requests to a server that answers every poll at once. */
const pollSpacingMs = 50;

/**
 * Long polling over `ProviderHttp`, so that its deadlines, its limit on answers and its rules on allowed hosts apply, and
 * only the cookies of this session are sent.
 */
export function createPollingTransport(parts: PollingTransportParts): PollingTransport {
  let client: { getAdvice(): Advice } | undefined;
  let underWay = new AbortController();
  let isClosed = false;
  let lastPollAt = Number.NEGATIVE_INFINITY;
  const posts = new Set<Promise<void>>();

  function abort(): void {
    underWay.abort();
    if (!isClosed) underWay = new AbortController();
  }

  async function post({ url, messages, ...callbacks }: Envelope, timeoutMs: number): Promise<void> {
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
    const received = isOk(answer) ? readAnswer(answer.body, messages) : undefined;
    if (received === undefined) {
      const problem = requestProblem(answer);
      if (!isClosed) parts.onTrouble(problem);
      return callbacks.onFailure(null, messages, { reason: problem.message });
    }
    // Messages are passed on one by one, because the client drops all messages after one that it cannot process.
    for (const message of received) callbacks.onSuccess([message]);
    const open = unanswered(messages, received).filter(({ channel }) => mustBeAnswered(channel));
    if (open.length > 0) callbacks.onFailure(null, open, { reason: 'there was no reply to it' });
  }

  function track(work: Promise<void>): void {
    posts.add(work);
    void work.finally(() => posts.delete(work));
  }

  function poll(envelope: Envelope): void {
    const heldMs = Math.min(client?.getAdvice().timeout ?? 0, maxHeldMs);
    const waitMs = Math.max(0, lastPollAt + pollSpacingMs - performance.now());
    lastPollAt = performance.now() + waitMs;
    setTimeout(() => track(post(envelope, heldMs + parts.timeouts.pollMarginMs)), waitMs);
  }

  return {
    type: 'long-polling',
    // The client asks whether the transport has a URL of its own; this one has none.
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
      else track(post(envelope, parts.timeouts.messageMs));
    },
    abort,
    reset: () => undefined,
    idle: () => Promise.all(posts).then(() => undefined),
    close() {
      isClosed = true;
      abort();
    },
  };
}

function isOk(answer: HttpAnswer): answer is Extract<HttpAnswer, { is: 'answered' }> {
  return answer.is === 'answered' && answer.status === 200;
}

/** The client would wait endlessly for a missing reply on these channels. */
function mustBeAnswered(channel: string): boolean {
  return channel === '/meta/connect' || channel === '/meta/handshake';
}
