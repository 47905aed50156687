import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError } from '../access/errors.ts';
import { type Client, noRateLimits, type RateLimits } from '../access/rate-limits.ts';
import type { OnRefused } from '../access/refusals.ts';
import { isUnavailable } from '../db/connection/database-errors.ts';
import type { Log } from '../log.ts';
import type { WebhookRequest } from '../providers/provider.ts';
import { readBody } from '../read-body.ts';
import type { ChallengeAnswer, WebhookAnswer } from '../use-cases/receive/receive-webhook.ts';

export interface WebhookDoor {
  /** Answers `/webhooks/{token}`. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export interface WebhookDependencies {
  readonly receive: (token: string, request: WebhookRequest) => Promise<WebhookAnswer>;
  /** Answers a provider that checks a webhook URL. */
  readonly challenge: (token: string, request: WebhookRequest) => Promise<ChallengeAnswer>;
  /**
   * The base of the URLs that providers were given, which they may sign. Behind a proxy it differs from the host of the
   * request.
   */
  readonly publicUrl: () => string;
  readonly log: Log;
  /** Counts and logs a refused request. No correct client causes one, unless too many bodies arrive at once (`crowded-out`). */
  readonly onRefused: OnRefused;
  readonly rateLimits?: RateLimits;
  /**
   * Whether a token is certainly that of a line. If not, as when this process does not remember the token, the request is refused if
   * the client's network has sent too many webhooks that no line accepted.
   */
  readonly isKnown?: (token: string) => boolean;
}

const maxBodyBytes = 256 * 1024;
const bodyTimeoutMs = 5000;

/**
 * Answers the webhooks of providers. A POST gets 200 only if the webhook is recorded; after another answer a provider may
 * send it again. A GET is a provider's check of the URL.
 */
export function createWebhookDoor(deps: WebhookDependencies): WebhookDoor {
  const { rateLimits = noRateLimits, isKnown = () => true } = deps;

  function noteSuspicious({ is }: WebhookAnswer | ChallengeAnswer, client: Client): void {
    if (is !== 'no-such-hook' && is !== 'forged') return;
    deps.onRefused('webhook', client.address);
    // Counts towards the limit of webhooks from the client's network that no line accepted.
    rateLimits.refusedWebhook(client);
  }

  return {
    async handle(request, response, token, query) {
      const { method = '' } = request;
      if (method !== 'POST' && method !== 'GET') return notAllowed(response);
      const client = rateLimits.clientOf(request);
      const excess = isKnown(token) ? null : excessOf(() => rateLimits.strangerWebhook(client));
      if (excess) return refuseExcess(response, excess);
      const body = await readBody(request, maxBodyBytes, bodyTimeoutMs);
      if (body.is === 'too-large') {
        deps.onRefused('body', client.address);
        return answer(response, 413, { error: `A webhook has at most ${maxBodyBytes} bytes.` });
      }
      if (body.is === 'crowded-out') {
        deps.onRefused('body', client.address);
        response.setHeader('retry-after', '1');
        return answer(response, 503, { error: 'Too many bodies are arriving. Send it again.' });
      }
      if (body.is !== 'read') return answer(response, 400, { error: 'The body is incomplete.' });
      const url = deps.publicUrl() + (request.url ?? '');
      const webhook = { method, url, headers: request.headers, query, body: body.bytes } as const;
      try {
        if (method === 'GET') {
          const challenge = await deps.challenge(token, webhook);
          noteSuspicious(challenge, client);
          answerChallenge(response, challenge);
        } else {
          const received = await deps.receive(token, webhook);
          noteSuspicious(received, client);
          const [status, reply] = replyTo(received);
          answer(response, status, reply);
        }
      } catch (error) {
        // The provider has sent more webhooks for this line or its tenant than are allowed.
        if (isExcess(error)) return refuseExcess(response, error);
        deps.log.error('recording a webhook failed', { error });
        // A RequestError here is UNAVAILABLE: the database is too busy (`admission.ts`), or a report is about a text still being sent.
        const status = isUnavailable(error) || error instanceof RequestError ? 503 : 500;
        response.setHeader('retry-after', '1');
        answer(response, status, { error: 'The webhook could not be recorded. Send it again.' });
      }
    },
  };
}

function isExcess(error: unknown): error is RequestError {
  return error instanceof RequestError && error.code === 'RATE_LIMITED';
}

/** Returns the error by which `admit` refuses the request; null if it admits it. */
function excessOf(admit: () => void): RequestError | null {
  try {
    admit();
    return null;
  } catch (error) {
    if (isExcess(error)) return error;
    throw error;
  }
}

function refuseExcess(response: ServerResponse, { message, details }: RequestError): void {
  response.setHeader('retry-after', String(Math.ceil(Number(details.retryAfterMs) / 1000)));
  answer(response, 429, { error: message });
}

function answerChallenge(response: ServerResponse, challenge: ChallengeAnswer): void {
  switch (challenge.is) {
    case 'answer':
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(challenge.body);
      break;
    // A GET is only for challenges, and without a line there is none, so the method is wrong.
    case 'no-challenge':
    case 'no-such-hook':
      notAllowed(response);
      break;
    // Guides for Meta's check of a webhook URL answer a wrong token with 403. A webhook without its proof gets 401 (`replyTo`).
    case 'forged':
      answer(response, 403, { error: challenge.because });
      break;
  }
}

function notAllowed(response: ServerResponse): void {
  response.setHeader('allow', 'POST');
  answer(response, 405, { error: 'Send webhooks with POST.' });
}

function replyTo(received: WebhookAnswer): [status: number, body: object] {
  switch (received.is) {
    case 'received': {
      const { recorded, duplicates, unknown } = received;
      return [200, { received: true, recorded, duplicates, unknown }];
    }
    case 'no-such-hook':
      return [404, { error: noSuchHook }];
    case 'forged':
      return [401, { error: received.because }];
    case 'malformed':
      return [400, { error: received.because }];
  }
}

const noSuchHook =
  'No line has this webhook. Use the URL that registerPhoneLine or updatePhoneLine(renewWebhook) returned.';

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
