import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError } from '../access/errors.ts';
import { isUnavailable } from '../db/connection/database-errors.ts';
import type { Log } from '../log.ts';
import type { WebhookRequest } from '../providers/provider.ts';
import type { WebhookAnswer } from '../use-cases/receive/receive-webhook.ts';
import { readBody } from './read-body.ts';

export interface WebhookDoor {
  /** Answers `/webhooks/{token}`. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export interface WebhookParts {
  readonly receive: (token: string, request: WebhookRequest) => Promise<WebhookAnswer>;
  readonly log: Log;
}

const maxBodyBytes = 256 * 1024;
const bodyTimeoutMs = 5000;

/** Where providers tell us things. They are told yes only for what is recorded; anything else makes them try again. */
export function createWebhookDoor(parts: WebhookParts): WebhookDoor {
  return {
    async handle(request, response, token, query) {
      if (request.method !== 'POST') {
        response.setHeader('allow', 'POST');
        return answer(response, 405, { error: 'Send webhooks with POST.' });
      }
      const body = await readBody(request, maxBodyBytes, bodyTimeoutMs);
      if (body.is === 'too-large') {
        return answer(response, 413, { error: `A webhook has at most ${maxBodyBytes} bytes.` });
      }
      if (body.is === 'cut-off')
        return answer(response, 400, { error: 'The body did not arrive whole.' });
      const webhook = {
        headers: request.headers,
        query,
        body: body.bytes,
      };
      try {
        answerFor(response, await parts.receive(token, webhook));
      } catch (error) {
        parts.log.error('a webhook could not be recorded', { error });
        const status = isUnavailable(error) || error instanceof RequestError ? 503 : 500;
        response.setHeader('retry-after', '1');
        answer(response, status, { error: 'It could not be recorded now. Send it again.' });
      }
    },
  };
}

function answerFor(response: ServerResponse, received: WebhookAnswer): void {
  const [status, body] = answerTo(received);
  answer(response, status, body);
}

function answerTo(received: WebhookAnswer): [number, object] {
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
